<?php

/** The output side: what src/text/sink.rs appends to its bytes is appended to self::$out. No amount is counted with. */

//: mg_text_start(i32) sink
private static function mg_text_start(int $sink): void
{
    self::$out = '';
}

//: mg_text_literal(i32,i32,i32) sink literal
/** Here only where the compiler does not know which text it is. */
private static function mg_text_literal(int $sink, int $at, int $length): void
{
    self::$out .= $at >= LITERALS_FROM && $at + $length <= LITERALS_TO
        ? \substr(self::LITERALS, $at - LITERALS_FROM, $length) : self::memoryRead($at, $length);
}

//: mg_text_string(i32,i32,i32) sink
/** Flags: slashes, characters above U+007F and the separators U+2028 and U+2029 stand as they are. */
private static function mg_text_string(int $sink, int $at, int $length): void
{
    $from = $at - self::$at;
    if ($from >= 0 && $from + $length <= \strlen(self::$in)) {
        self::$out .= \json_encode(\substr(self::$in, $from, $length), 2368);
    } elseif ($at >= LITERALS_FROM && $at + $length <= LITERALS_TO) {
        self::$out .= \json_encode(\substr(self::LITERALS, $at - LITERALS_FROM, $length), 2368);
    } else {
        self::$out .= \json_encode(self::memoryRead($at, $length), 2368);
    }
}

//: mg_text_integer(i32,i64) sink
private static function mg_text_integer(int $sink, int $value): void
{
    self::$out .= $value;
}

//: mg_text_decimal(i32,i64,i32,i32) sink
/** Sets the point into the digits. */
private static function mg_text_decimal(int $sink, int $units, int $scale, int $least): void
{
    if ($scale > 9) {
        $scale = 9;
    }
    $digits = (string) $units;
    if ($scale === 0) {
        self::$out .= '"' . $digits . '"';
        return;
    }
    $sign = '"';
    if ($units < 0) {
        $sign = '"-';
        $digits = \substr($digits, 1);
    }
    if (\strlen($digits) <= $scale) {
        $digits = \str_pad($digits, $scale + 1, '0', \STR_PAD_LEFT);
    }
    $whole = \substr($digits, 0, -$scale);
    $fraction = \substr($digits, -$scale);
    if ($least < $scale && $fraction[-1] === '0') {
        $fraction = \substr($fraction, 0, $least) . \rtrim(\substr($fraction, $least), '0');
        if ($fraction === '') {
            self::$out .= $sign . $whole . '"';
            return;
        }
    }
    self::$out .= $sign . $whole . '.' . $fraction . '"';
}

//: mg_text_instant(i32,i64) sink
private static function mg_text_instant(int $sink, int $ms): void
{
    if ($ms < 0) {
        $ms = 0;
    } elseif ($ms > 253402300799999) {
        $ms = 253402300799999;
    }
    $part = $ms % 1000;
    self::$out .= $part === 0 ? \gmdate('"Y-m-d\TH:i:s\Z"', \intdiv($ms, 1000))
        : \gmdate('"Y-m-d\TH:i:s.', \intdiv($ms, 1000)) . \str_pad((string) $part, 3, '0', \STR_PAD_LEFT) . 'Z"';
}
