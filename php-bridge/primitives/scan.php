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

//: mg_text_is_plain(i32,i32):i32 pure
private static function mg_text_is_plain(int $at, int $length): int
{
    if ($at !== self::$at || $length !== \strlen(self::$in)) {
        return self::wasm_mg_text_is_plain($at, $length);
    }
    return \preg_match('/[\x00-\x1f\x7f\\\\]|\xc2[\x80-\x9f]/', self::$in) === 0 ? 1 : 0;
}

//: mg_text_marks(i32,i32,i32,i32,i32,i32):i32 pure
private static function mg_text_marks(int $at, int $length, int $list, int $listLength, int $room, int $most): int
{
    static $words = null;
    if ($at !== self::$at || $length !== \strlen(self::$in)) {
        return self::wasm_mg_text_marks($at, $length, $list, $listLength, $room, $most);
    }
    $words ??= \array_flip(\explode(' ', self::memoryRead($list, $listLength)));
    $parts = \explode('"', self::$in);
    $count = (\count($parts) - 1) >> 1;
    if ($count > $most) {
        return $count;
    }
    $m = &self::$m;
    $word = $room >> 2;
    $open = 0;
    $isString = false;
    foreach ($parts as $part) {
        if ($isString) {
            $m[$word] = $open - 1;
            $open += \strlen($part);
            $m[$word + 1] = $open++;
            $m[$word + 2] = $words[$part] ?? 0;
            $word += 3;
            $isString = false;
        } else {
            $open += \strlen($part) + 1;
            $isString = true;
        }
    }
    return $count;
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

//: mg_text_clock(i32,i32):i64 pure
private static function mg_text_clock(int $at, int $length): int
{
    $from = $at - self::$at;
    if ($from < 0 || $from + $length > \strlen(self::$in)) {
        return self::wasm_mg_text_clock($at, $length);
    }
    $text = \substr(self::$in, $from, $length);
    if (\preg_match('/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z$/D', $text) !== 1) {
        return -1;
    }
    return (int) $text << 45 | (int) \substr($text, 5, 2) << 38 | (int) \substr($text, 8, 2) << 31 | (int) \substr($text, 11, 2) << 24
        | (int) \substr($text, 14, 2) << 17 | (int) \substr($text, 17, 2) << 10 | ($length === 24 ? (int) \substr($text, 20, 3) : 0);
}
