<?php
// Floating point, rounded and converted as WebAssembly demands.
// A line that starts with "//:" opens the helper of that name; only helpers that a module needs are copied.
//: _fr
/** Rounded to f32. */
private static function _fr(float $x): float
{
    return \unpack('g', \pack('g', $x))[1];
}
//: _of32
/** The bits of an f32 as a float. A NaN keeps its payload, also a signalling one, which unpack would quieten. */
private static function _of32(int $bits): float
{
    if (($bits & 2147483647) > 2139095040) {
        return self::_of64($bits >> 31 << 63 | 2047 << 52 | ($bits & 8388607) << 29);
    }
    return \unpack('g', \pack('V', $bits))[1];
}
//: _in32
/** An f32 from outside. */
private static function _in32(float $x): float
{
    return $x === $x ? self::_fr($x) : $x;
}
//: _of64
private static function _of64(int $bits): float
{
    return \unpack('e', \pack('P', $bits))[1];
}
//: _bits32
private static function _bits32(float $x): int
{
    if ($x !== $x) {
        $bits = self::_bits64($x);
        return $bits >> 32 & 2147483648 | 2139095040 | $bits >> 29 & 8388607;
    }
    return \unpack('V', \pack('g', $x))[1];
}
//: _bits64
private static function _bits64(float $x): int
{
    return \unpack('P', \pack('e', $x))[1];
}
//: _neg
private static function _neg(float $x): float
{
    return $x === $x ? -$x : self::_of64(self::_bits64($x) ^ \PHP_INT_MIN);
}
//: _trunc
private static function _trunc(float $x): float
{
    return $x < 0.0 ? \ceil($x) : \floor($x);
}
//: _nearest
/** To the nearest integer, ties to even; a zero keeps the operand's sign. */
private static function _nearest(float $x): float
{
    if (!(\abs($x) < 4503599627370496.0)) {
        return $x + 0.0;
    }
    $r = $x < 0.0 ? -(4503599627370496.0 - $x - 4503599627370496.0) : $x + 4503599627370496.0 - 4503599627370496.0;
    return $r === 0.0 ? self::_copysign($r, $x) : $r;
}
//: _min
private static function _min(float $a, float $b): float
{
    if ($a !== $a || $b !== $b) {
        return $a + $b;
    }
    if ($a === $b) {
        return self::_bits64($a) < 0 ? $a : $b;
    }
    return $a < $b ? $a : $b;
}
//: _max
private static function _max(float $a, float $b): float
{
    if ($a !== $a || $b !== $b) {
        return $a + $b;
    }
    if ($a === $b) {
        return self::_bits64($a) < 0 ? $b : $a;
    }
    return $a > $b ? $a : $b;
}
//: _copysign
private static function _copysign(float $a, float $b): float
{
    return self::_of64(self::_bits64($a) & \PHP_INT_MAX | self::_bits64($b) & \PHP_INT_MIN);
}
//: _whole
/** The integer part, when it lies strictly between the bounds. */
private static function _whole(float $x, float $above, float $below): float
{
    if ($x !== $x) {
        throw new Trap('invalid conversion to integer');
    }
    $x = self::_trunc($x);
    if (!($x > $above && $x < $below)) {
        throw new Trap('integer overflow');
    }
    return $x;
}
//: _toi32
private static function _toi32(float $x): int
{
    return (int) self::_whole($x, -2147483649.0, 2147483648.0) & 4294967295;
}
//: _tou32
private static function _tou32(float $x): int
{
    return (int) self::_whole($x, -1.0, 4294967296.0);
}
//: _toi64
private static function _toi64(float $x): int
{
    return $x === -9223372036854775808.0 ? \PHP_INT_MIN : (int) self::_whole($x, -9223372036854775808.0, 9223372036854775808.0);
}
//: _tou64
private static function _tou64(float $x): int
{
    return self::_half(self::_whole($x, -1.0, 18446744073709551616.0));
}
//: _half
/** A whole float below 2^64 as an int with the same bits. */
private static function _half(float $x): int
{
    return $x < 9223372036854775808.0 ? (int) $x : (int) ($x - 9223372036854775808.0) ^ \PHP_INT_MIN;
}
//: _sati32
private static function _sati32(float $x): int
{
    if ($x !== $x) {
        return 0;
    }
    return $x <= -2147483648.0 ? 2147483648 : ($x >= 2147483647.0 ? 2147483647 : (int) $x & 4294967295);
}
//: _satu32
private static function _satu32(float $x): int
{
    return !($x > 0.0) ? 0 : ($x >= 4294967295.0 ? 4294967295 : (int) $x);
}
//: _sati64
private static function _sati64(float $x): int
{
    if ($x !== $x) {
        return 0;
    }
    return $x <= -9223372036854775808.0 ? \PHP_INT_MIN : ($x >= 9223372036854775808.0 ? \PHP_INT_MAX : (int) $x);
}
//: _satu64
private static function _satu64(float $x): int
{
    return !($x > 0.0) ? 0 : ($x >= 18446744073709551616.0 ? -1 : self::_half(\floor($x)));
}
//: _f64u
/** An unsigned 64-bit integer, rounded once: the lowest bit stands for all that are cut. */
private static function _f64u(int $a): float
{
    return $a >= 0 ? (float) $a : (float) ($a >> 1 & \PHP_INT_MAX | $a & 1) * 2.0;
}
//: _f32s
private static function _f32s(int $a): float
{
    return self::_fr((float) self::_sticky($a));
}
//: _f32u
private static function _f32u(int $a): float
{
    return $a >= 0 ? self::_f32s($a) : self::_fr((float) self::_sticky($a >> 1 & \PHP_INT_MAX | $a & 1) * 2.0);
}
//: _sticky
/** Keeps few enough bits for an exact float; one of them says whether lower ones were set. */
private static function _sticky(int $a): int
{
    if ($a > -9007199254740992 && $a < 9007199254740992) {
        return $a;
    }
    return ($a & 4095) !== 0 ? $a & -4096 | 4096 : $a;
}
