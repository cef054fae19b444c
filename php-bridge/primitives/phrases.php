<?php

/** The input side: a request that consists of known phrases, measured by one regular expression (src/text/phrases.rs). */

//: mg_text_phrases(i32,i32,i32,i32,i32,i32):i32 pure
/** A text of some length is taken in stretches: what PHP finds in it is many times as long. A phrase's groups follow each other without a gap. */
private static function mg_text_phrases(int $at, int $length, int $list, int $listLength, int $room, int $most): int
{
    static $pattern = null;
    if ($at !== self::$at || $length !== \strlen(self::$in)) {
        return self::wasm_mg_text_phrases($at, $length, $list, $listLength, $room, $most);
    }
    // Control characters that are two bytes long; the others stand in no phrase.
    if (\str_contains(self::$in, "\xc2") && \preg_match('/\xc2[\x80-\x9f]/', self::$in) !== 0) {
        return 4294967295;
    }
    $pattern ??= self::phrasePattern(self::memoryRead($list, $listLength));
    $m = &self::$m;
    $word = $room >> 2;
    $end = $word + $most;
    $place = 0;
    $stretch = 65536;
    while ($place < $length) {
        $text = $length <= $stretch && $place === 0 ? self::$in : \substr(self::$in, $place, $stretch);
        $isLast = $place + \strlen($text) === $length;
        if (\preg_match_all($pattern, $text, $found, \PREG_SET_ORDER) === false) {
            return self::wasm_mg_text_phrases($at, $length, $list, $listLength, $room, $most);
        }
        if (!$isLast) {
            \array_pop($found); // it may be the beginning of a longer one
        }
        if ($found === [] && !$isLast) {
            $stretch *= 2;
        }
        foreach ($found as $phrase) {
            $next = $word + \count($phrase);
            $all = \strlen($phrase[0]);
            $to = $place - $all; // the whole phrase stands before its groups
            if ($next < $end) {
                $m[$word] = (int) $phrase['MARK'];
                foreach ($phrase as $group) {
                    $m[++$word] = $to += \strlen($group);
                }
                // The mark stands behind the groups: its word is the next phrase's first, or the 0 at the end.
            } else {
                $values = [(int) $phrase['MARK']];
                unset($phrase['MARK']);
                foreach ($phrase as $group) {
                    $values[] = $to += \strlen($group);
                }
                foreach (\array_slice($values, 0, \max(0, $end - $word)) as $value) {
                    $m[$word++] = $value;
                }
            }
            $word = $next;
            $place += $all;
        }
        if ($isLast) {
            break;
        }
    }
    if ($word < $end) {
        $m[$word] = 0;
    }
    return $place < $length ? 4294967295 : $word - ($room >> 2);
}

//: door
/** The regular expression for a list of phrases: each one's groups from 1 on, its number as the mark. */
private static function phrasePattern(string $list): string
{
    $kinds = ['i' => '-?(?:0|[1-9][0-9]{0,17}+)', 's' => '[^"\\\\\x00-\x1f\x7f]{1,200}+"', 'k' => '[^"\\\\\x00-\x1f\x7f]{1,2000}+"',
        'h' => '[0-9a-f]{64}"', 'c' => '[A-Z]{3}"', 'd' => '-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?+"', 'm' => '[0-9]{4}-[0-9]{2}"', 'y' => '[0-9]{4}-[0-9]{2}-[0-9]{2}"',
        't' => '[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{3})?+Z"'];
    $phrases = [];
    foreach (\explode("\n", \rtrim($list, "\n")) as $number => $line) {
        $parts = \preg_split('/<([^>]*)>/', $line, -1, \PREG_SPLIT_DELIM_CAPTURE);
        $phrase = '';
        for ($i = 0; $i + 1 < \count($parts); $i += 2) {
            $before = \preg_quote($parts[$i], '~');
            $null = \preg_quote((string) \strstr($parts[$i], ':', true), '~') . ':null';
            $hole = $parts[$i + 1];
            $kind = $kinds[$hole[0] ?? ''] ?? '';
            $phrase .= match (true) {
                $hole === '' => "($before)",
                $hole === ',' => '(,?+)',
                $hole === '-' => "((?>$null|))",
                \strlen($hole) === 1 => "($before$kind)",
                $hole[1] === '?' => "(?>(?|($before$kind)(" . \preg_quote(\substr($hole, 2), '~') . ")|()($null|)))",
                $hole[1] === '!' => "(?>(?|($before$kind)()|()($null)))",
                default => "($before(?>(?:$hole)\"))",
            };
        }
        $phrases[] = $phrase . \preg_quote($parts[$i], '~') . '(*MARK:' . ($number + 1) . ')';
    }
    return '~\G(?|' . \implode('|', $phrases) . ')~';
}
