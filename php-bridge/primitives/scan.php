<?php

/** The input side: questions about bytes of the request, asked of PHP's own string. */

//: mg_text_is_utf8(i32,i32):i32 pure
private static function mg_text_is_utf8(int $at, int $length): int
{
    $from = $at - self::$at;
    // A PCRE without Unicode answers false, with a warning.
    if ($from >= 0 && $length > 0 && $from + $length <= \strlen(self::$in)
        && @\preg_match('//u', \substr(self::$in, $from, $length)) === 1) {
        return 1;
    }
    return self::wasm_mg_text_is_utf8($at, $length);
}

//: mg_text_tokens(i32,i32,i32,i32,i32,i32):i32 pure
/** A text of some length is taken in stretches: PHP's list of tokens is many times as long as they are. */
private static function mg_text_tokens(int $at, int $length, int $list, int $listLength, int $room, int $most): int
{
    static $codes = null;
    if ($at !== self::$at || $length !== \strlen(self::$in)) {
        return self::wasm_mg_text_tokens($at, $length, $list, $listLength, $room, $most);
    }
    // Control characters that are two bytes long; the others stand in no token.
    if (\str_contains(self::$in, "\xc2") && \preg_match('/\xc2[\x80-\x9f]/', self::$in) !== 0) {
        return 4294967295;
    }
    $codes ??= self::tokenCodes(self::memoryRead($list, $listLength));
    $m = &self::$m;
    $word = $room >> 2;
    $end = $word + 3 * $most;
    $count = 0;
    $place = 0;
    $stretch = 65536;
    while ($place < $length) {
        $text = $length <= $stretch && $place === 0 ? self::$in : \substr(self::$in, $place, $stretch);
        $isLast = $place + \strlen($text) === $length;
        if (\preg_match_all('/\G,?(?:"[^"\\\\\x00-\x1f\x7f]*+":?|[{}\[\]]|-?(?:0|[1-9][0-9]*+)|true|false|null)/', $text, $found) === false) {
            return self::wasm_mg_text_tokens($at, $length, $list, $listLength, $room, $most);
        }
        $tokens = $found[0];
        if (!$isLast) {
            \array_pop($tokens); // it may go on
        }
        if ($tokens === []) {
            if ($isLast) {
                return 4294967295;
            }
            $stretch *= 2;
        }
        foreach ($tokens as $token) {
            if ($word < $end) {
                $m[$word] = $codes[$token] ?? ($token[0] === '"' && $token[-1] === '"' ? 34 : self::tokenCode($token));
                $m[$word + 1] = $place;
                $m[$word + 2] = $place += \strlen($token);
                $word += 3;
            } else {
                $place += \strlen($token);
            }
        }
        $count += \count($tokens);
        if ($isLast && $place < $length) {
            return 4294967295;
        }
    }
    return $count;
}

//: door
/** The codes of tokens that are the same wherever they stand. @return array<string, int> */
private static function tokenCodes(string $list): array
{
    $codes = ['{' => 123, '}' => 125, '[' => 91, ']' => 93, 'true' => 116, 'false' => 102, 'null' => 110];
    foreach (\explode(' ', $list) as $number => $word) {
        if ($number > 0) {
            $codes['"' . $word . '":'] = 107 | $number << 16;
        }
    }
    foreach ($codes as $token => $code) {
        $codes[',' . $token] = $code | 256;
    }
    return $codes;
}
/** The code of any other token. */
private static function tokenCode(string $token): int
{
    $comma = $token[0] === ',' ? 256 : 0;
    if ($token[-1] === ':') {
        return 107 | $comma;
    }
    return ($token[-1] === '"' ? 34 : 48) | $comma;
}

//: mg_text_whole(i32,i32):i64 pure
private static function mg_text_whole(int $at, int $length): int
{
    $from = $at - self::$at;
    if ($from < 0 || $from + $length > \strlen(self::$in)) {
        return self::wasm_mg_text_whole($at, $length);
    }
    $text = \substr(self::$in, $from, $length);
    return $length < 20 && \preg_match('/^-?[0-9]{1,18}$/D', $text) === 1 ? (int) $text : \PHP_INT_MIN;
}

//: mg_text_units(i32,i32,i32):i64 pure
/** Puts the digits together, as text, before they are read as a number. */
private static function mg_text_units(int $at, int $length, int $scale): int
{
    $from = $at - self::$at;
    if ($from < 0 || $from + $length > \strlen(self::$in)) {
        return self::wasm_mg_text_units($at, $length, $scale);
    }
    if (\preg_match('/^(-?(?:0|[1-9][0-9]{0,17}))(?:\.([0-9]{1,18}))?$/D', \substr(self::$in, $from, $length), $found) !== 1) {
        return \PHP_INT_MIN;
    }
    $decimals = $found[2] ?? '';
    if (\strlen($decimals) > $scale || $scale > 18) {
        return \PHP_INT_MIN;
    }
    $digits = $found[1] . \str_pad($decimals, $scale, '0');
    return \strlen($digits) - ($digits[0] === '-' ? 1 : 0) > 18 ? \PHP_INT_MIN : (int) $digits;
}

//: mg_text_span(i32,i32,i32,i32):i32 pure
private static function mg_text_span(int $at, int $length, int $set, int $setLength): int
{
    $from = $at - self::$at;
    if ($from < 0 || $from + $length > \strlen(self::$in)) {
        return self::wasm_mg_text_span($at, $length, $set, $setLength);
    }
    return \strspn(self::$in, \substr(self::LITERALS, $set - LITERALS_FROM, $setLength), $from, $length);
}

//: mg_text_moment(i32,i32):i64 pure
/** What PHP's calendar makes of the digits has to print as the same text again; whatever does not, the core looks at. */
private static function mg_text_moment(int $at, int $length): int
{
    $from = $at - self::$at;
    if ($from >= 0 && $length >= 20 && $from + $length <= \strlen(self::$in)) {
        $text = \substr(self::$in, $from, $length);
        $seconds = \gmmktime((int) \substr($text, 11, 2), (int) \substr($text, 14, 2), (int) \substr($text, 17, 2), (int) \substr($text, 5, 2), (int) \substr($text, 8, 2), (int) $text);
        if ($seconds >= 31536000 && $seconds < 4102444800) {
            if (\gmdate('Y-m-d\TH:i:s\Z', $seconds) === $text) {
                return $seconds * 1000;
            }
            $part = \substr($text, 20, 3);
            if ($length === 24 && \gmdate('Y-m-d\TH:i:s.', $seconds) . $part . 'Z' === $text && \strspn($part, '0123456789') === 3) {
                return $seconds * 1000 + (int) $part;
            }
        }
    }
    return self::wasm_mg_text_moment($at, $length);
}
