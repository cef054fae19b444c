<?php
// Integers of 32 and 64 bits where PHP's own operators do not suffice, and traps of calls.
// A line that starts with "//:" opens the helper of that name; only helpers that a module needs are copied.
//: _dz
private static function _dz(): int
{
    throw new Trap('integer divide by zero');
}
//: _deep
private static function _deep(): void
{
    throw new Trap('call stack exhausted');
}
//: _badcall
private static function _badcall(int $table, int $i): mixed
{
    if ($i >= \count(self::$tables[$table])) {
        throw new Trap('undefined element');
    }
    throw new Trap(self::$tables[$table][$i] === null ? 'uninitialized element' : 'indirect call type mismatch');
}
//: _add64
private static function _add64(int $a, int $b): int
{
    $low = ($a & 4294967295) + ($b & 4294967295);
    $high = ($a >> 32) + ($b >> 32) + ($low >> 32);
    return $high << 32 | $low & 4294967295;
}
//: _sub64
private static function _sub64(int $a, int $b): int
{
    $low = ($a & 4294967295) - ($b & 4294967295);
    $high = ($a >> 32) - ($b >> 32) + ($low >> 32);
    return $high << 32 | $low & 4294967295;
}
//: _mul64
/** Modulo 2^64; the parts are cut so that no product leaves 63 bits. */
private static function _mul64(int $a, int $b): int
{
    $x = $a & 4294967295;
    $y = $b & 4294967295;
    $p = $x * ($y & 65535);
    $q = $x * ($y >> 16) + ($p >> 16);
    $low = ($q & 65535) << 16 | $p & 65535;
    $u = $a >> 32 & 4294967295;
    $v = $b >> 32 & 4294967295;
    $high = ($q >> 16)
        + $u * ($y & 65535) + (($u & 65535) * ($y >> 16) << 16)
        + $x * ($v & 65535) + (($x & 65535) * ($v >> 16) << 16);
    return $high << 32 | $low;
}
//: _div32s
/** Both operands signed; the quotient is cut by the caller. */
private static function _div32s(int $a, int $b): int
{
    if ($b === -1 && $a === -2147483648) {
        throw new Trap('integer overflow');
    }
    return \intdiv($a, $b ?: self::_dz());
}
//: _div64s
private static function _div64s(int $a, int $b): int
{
    if ($b === -1 && $a === \PHP_INT_MIN) {
        throw new Trap('integer overflow');
    }
    return \intdiv($a, $b ?: self::_dz());
}
//: _div64u
/** Both operands unsigned: halve, divide, correct by one. */
private static function _div64u(int $a, int $b): int
{
    if ($b <= 0) {
        return $b === 0 ? self::_dz() : (int) (($a ^ \PHP_INT_MIN) >= ($b ^ \PHP_INT_MIN));
    }
    if ($a >= 0) {
        return \intdiv($a, $b);
    }
    $q = \intdiv($a >> 1 & \PHP_INT_MAX, $b) << 1;
    $r = self::_sub64($a, self::_mul64($q, $b));
    return ($r ^ \PHP_INT_MIN) >= ($b ^ \PHP_INT_MIN) ? $q + 1 : $q;
}
//: _rem64u
private static function _rem64u(int $a, int $b): int
{
    if ($a >= 0 && $b > 0) {
        return $a % $b;
    }
    return self::_sub64($a, self::_mul64(self::_div64u($a, $b), $b));
}
//: _shr64
private static function _shr64(int $a, int $n): int
{
    $n &= 63;
    return $n === 0 ? $a : $a >> $n & \PHP_INT_MAX >> $n - 1;
}
//: _rotl32
private static function _rotl32(int $a, int $n): int
{
    $n &= 31;
    return ($a << $n | $a >> 32 - $n) & 4294967295;
}
//: _rotr32
private static function _rotr32(int $a, int $n): int
{
    return self::_rotl32($a, 32 - ($n & 31));
}
//: _rotl64
private static function _rotl64(int $a, int $n): int
{
    $n &= 63;
    return $n === 0 ? $a : $a << $n | $a >> 64 - $n & ~(-1 << $n);
}
//: _rotr64
private static function _rotr64(int $a, int $n): int
{
    return self::_rotl64($a, 64 - ($n & 63));
}
//: _clz32
private static function _clz32(int $a): int
{
    return $a === 0 ? 32 : 32 - \strlen(\decbin($a));
}
//: _clz64
private static function _clz64(int $a): int
{
    return $a === 0 ? 64 : 64 - \strlen(\decbin($a));
}
//: _ctz32
private static function _ctz32(int $a): int
{
    return $a === 0 ? 32 : \strlen(\decbin($a & -$a)) - 1;
}
//: _ctz64
private static function _ctz64(int $a): int
{
    $low = $a & 4294967295;
    return $low === 0 ? 32 + self::_ctz32($a >> 32 & 4294967295) : \strlen(\decbin($low & -$low)) - 1;
}
//: _pop32
private static function _pop32(int $a): int
{
    return \substr_count(\decbin($a), '1');
}
//: _pop64
private static function _pop64(int $a): int
{
    return \substr_count(\decbin($a), '1');
}
