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
/** 4196672: slashes, characters above U+007F and the separators U+2028 and U+2029 stand as they are; no UTF-8, no answer. */
private static function mg_text_string(int $sink, int $at, int $length): void
{
    $from = $at - self::$at;
    if ($from >= 0 && $from + $length <= \strlen(self::$in)) {
        $text = \substr(self::$in, $from, $length);
    } elseif ($at >= LITERALS_FROM && $at + $length <= LITERALS_TO) {
        $text = \substr(self::LITERALS, $at - LITERALS_FROM, $length);
    } else {
        $text = self::memoryRead($at, $length);
    }
    self::$out .= \json_encode($text, 4196672);
}

//: mg_text_integer(i32,i64) sink
private static function mg_text_integer(int $sink, int $value): void
{
    self::$out .= $value;
}

//: mg_text_decimal(i32,i64,i32,i32) sink
/** Sets the point into the digits; $shortest is how many characters stay whatever they are. */
private static function mg_text_decimal(int $sink, int $units, int $scale, int $least): void
{
    if ($scale > 9) {
        $scale = 9;
    }
    $text = $units < 0 ? \substr((string) $units, 1) : (string) $units;
    if ($scale > 0) {
        if (\strlen($text) <= $scale) {
            $text = \str_pad($text, $scale + 1, '0', \STR_PAD_LEFT);
        }
        $text = \substr_replace($text, '.', -$scale, 0);
        if ($least < $scale && $text[-1] === '0') {
            $shortest = \strlen($text) - $scale + $least;
            $cut = \rtrim($text, '0');
            $text = \rtrim(\strlen($cut) < $shortest ? \substr($text, 0, $shortest) : $cut, '.');
        }
    }
    self::$out .= $units < 0 ? '"-' . $text . '"' : '"' . $text . '"';
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
