<?php
// Helpers of the generated class. Only those that the module needs are copied into it. A line that
// starts with "//:" opens the helper of that name.
//: oob
private static function oob(): int
{
    throw new Trap('out of bounds memory access');
}
//: dz
private static function dz(): int
{
    throw new Trap('integer divide by zero');
}
//: deep
private static function deep(): void
{
    throw new Trap('call stack exhausted');
}
//: badcall
private static function badcall(int $table, int $i): mixed
{
    if ($i >= \count(self::$tables[$table])) {
        throw new Trap('undefined element');
    }
    throw new Trap(self::$tables[$table][$i] === null ? 'uninitialized element' : 'indirect call type mismatch');
}
//: u4
/** Any four bytes. */
private static function u4(int $p): int
{
    $m = &self::$m;
    if ($p < 0 || $p + 4 > \count($m) << 2) {
        self::oob();
    }
    $k = $p >> 2;
    $s = ($p & 3) << 3;
    return $s === 0 ? $m[$k] : ($m[$k] >> $s | $m[$k + 1] << 32 - $s) & 4294967295;
}
//: u1w
/** The word of a byte whose address, without the offset, has to be cut to 32 bits first. */
private static function u1w(int $p, int $offset): int
{
    return self::$m[($p - $offset & 4294967295) + $offset >> 2] ?? self::oob();
}
//: u2w
private static function u2w(int $p, int $offset): int
{
    return self::u2(($p - $offset & 4294967295) + $offset);
}
//: u4w
private static function u4w(int $p, int $offset): int
{
    return self::u4(($p - $offset & 4294967295) + $offset);
}
//: u2
/** Any two bytes, shifted to where the caller expects them in the word. */
private static function u2(int $p): int
{
    $m = &self::$m;
    if ($p < 0 || $p + 2 > \count($m) << 2) {
        self::oob();
    }
    $v = ($p & 3) === 3
        ? $m[$p >> 2] >> 24 | ($m[($p >> 2) + 1] & 255) << 8
        : $m[$p >> 2] >> (($p & 3) << 3) & 65535;
    return $v << ($p << 3 & 16);
}
//: s4
private static function s4(int $p, int $v): void
{
    $m = &self::$m;
    if ($p < 0 || $p + 4 > \count($m) << 2) {
        self::oob();
    }
    $k = $p >> 2;
    $s = ($p & 3) << 3;
    if ($s === 0) {
        $m[$k] = $v;
        return;
    }
    $m[$k] = $m[$k] & (1 << $s) - 1 | $v << $s & 4294967295;
    $m[$k + 1] = $m[$k + 1] >> $s << $s | $v >> 32 - $s;
}
//: s8
private static function s8(int $p, int $v): void
{
    if ($p < 0 || $p + 8 > \count(self::$m) << 2) {
        self::oob();
    }
    self::s4($p, $v & 4294967295);
    self::s4($p + 4, $v >> 32 & 4294967295);
}
//: s2
private static function s2(int $p, int $v): void
{
    if ($p < 0 || $p + 2 > \count(self::$m) << 2) {
        self::oob();
    }
    self::s1($p, $v & 255);
    self::s1($p + 1, $v >> 8);
}
//: s1
private static function s1(int $p, int $v): void
{
    $s = ($p & 3) << 3;
    self::$m[$p >> 2] = self::$m[$p >> 2] & ~(255 << $s) | $v << $s;
}
//: add64
private static function add64(int $a, int $b): int
{
    $low = ($a & 4294967295) + ($b & 4294967295);
    $high = ($a >> 32) + ($b >> 32) + ($low >> 32);
    return $high << 32 | $low & 4294967295;
}
//: sub64
private static function sub64(int $a, int $b): int
{
    $low = ($a & 4294967295) - ($b & 4294967295);
    $high = ($a >> 32) - ($b >> 32) + ($low >> 32);
    return $high << 32 | $low & 4294967295;
}
//: mul64
/** Modulo 2^64; the parts are cut so that no product leaves 63 bits. */
private static function mul64(int $a, int $b): int
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
//: div32s
/** Both operands signed; the quotient is cut by the caller. */
private static function div32s(int $a, int $b): int
{
    if ($b === -1 && $a === -2147483648) {
        throw new Trap('integer overflow');
    }
    return \intdiv($a, $b ?: self::dz());
}
//: div64s
private static function div64s(int $a, int $b): int
{
    if ($b === -1 && $a === \PHP_INT_MIN) {
        throw new Trap('integer overflow');
    }
    return \intdiv($a, $b ?: self::dz());
}
//: div64u
/** Both operands unsigned: halve, divide, correct by one. */
private static function div64u(int $a, int $b): int
{
    if ($b <= 0) {
        return $b === 0 ? self::dz() : (int) (($a ^ \PHP_INT_MIN) >= ($b ^ \PHP_INT_MIN));
    }
    if ($a >= 0) {
        return \intdiv($a, $b);
    }
    $q = \intdiv($a >> 1 & \PHP_INT_MAX, $b) << 1;
    $r = self::sub64($a, self::mul64($q, $b));
    return ($r ^ \PHP_INT_MIN) >= ($b ^ \PHP_INT_MIN) ? $q + 1 : $q;
}
//: rem64u
private static function rem64u(int $a, int $b): int
{
    if ($a >= 0 && $b > 0) {
        return $a % $b;
    }
    return self::sub64($a, self::mul64(self::div64u($a, $b), $b));
}
//: shr64
private static function shr64(int $a, int $n): int
{
    $n &= 63;
    return $n === 0 ? $a : $a >> $n & \PHP_INT_MAX >> $n - 1;
}
//: rotl32
private static function rotl32(int $a, int $n): int
{
    $n &= 31;
    return ($a << $n | $a >> 32 - $n) & 4294967295;
}
//: rotr32
private static function rotr32(int $a, int $n): int
{
    return self::rotl32($a, 32 - ($n & 31));
}
//: rotl64
private static function rotl64(int $a, int $n): int
{
    $n &= 63;
    return $n === 0 ? $a : $a << $n | $a >> 64 - $n & ~(-1 << $n);
}
//: rotr64
private static function rotr64(int $a, int $n): int
{
    return self::rotl64($a, 64 - ($n & 63));
}
//: clz32
private static function clz32(int $a): int
{
    return $a === 0 ? 32 : 32 - \strlen(\decbin($a));
}
//: clz64
private static function clz64(int $a): int
{
    return $a === 0 ? 64 : 64 - \strlen(\decbin($a));
}
//: ctz32
private static function ctz32(int $a): int
{
    return $a === 0 ? 32 : \strlen(\decbin($a & -$a)) - 1;
}
//: ctz64
private static function ctz64(int $a): int
{
    $low = $a & 4294967295;
    return $low === 0 ? 32 + self::ctz32($a >> 32 & 4294967295) : \strlen(\decbin($low & -$low)) - 1;
}
//: pop32
private static function pop32(int $a): int
{
    return \substr_count(\decbin($a), '1');
}
//: pop64
private static function pop64(int $a): int
{
    return \substr_count(\decbin($a), '1');
}
//: grow
/** Pages are added only while PHP's own memory limit leaves room: running out there cannot be caught. */
private static function grow(int $pages): int
{
    $words = \count(self::$m);
    $old = $words >> 14;
    $new = $words + ($pages << 14);
    if ($pages > self::MAX_PAGES || $new >> 14 > self::MAX_PAGES || !self::room($new)) {
        return 4294967295;
    }
    for ($m = &self::$m; $words < $new; $words++) {
        $m[] = 0;
    }
    return $old;
}
//: room
/** A packed array doubles when it is full, and may need both copies for a moment; 32 bytes a word suffice. */
private static function room(int $words): bool
{
    $text = \trim((string) \ini_get('memory_limit'));
    $limit = (int) $text << (['k' => 10, 'm' => 20, 'g' => 30][\strtolower(\substr($text, -1))] ?? 0);
    if ($limit <= 0) {
        return true;
    }
    $capacity = 16384;
    while ($capacity < $words) {
        $capacity <<= 1;
    }
    $bytes = $capacity * (\PHP_VERSION_ID < 80200 ? 32 : 16);
    return $words <= 65536 || \memory_get_usage(true) + $bytes + 8388608 < $limit;
}
//: mcopy
/** Forwards, a word at a time; the first and the last word of the target may be written in part. */
private static function mcopy(int $to, int $from, int $n): void
{
    $m = &self::$m;
    $size = \count($m) << 2;
    if ($to + $n > $size || $from + $n > $size) {
        self::oob();
    }
    if ($to > $from && $to < $from + $n) {
        self::mback($to, $from, $n);
        return;
    }
    $k = $to >> 2;
    $d = $to & 3;
    if ($d !== 0 && $n > 0) {
        $h = $n > 4 - $d ? 4 - $d : $n;
        $s = ($from & 3) << 3;
        $v = $m[$from >> 2] >> $s;
        if ($s + ($h << 3) > 32) {
            $v |= $m[($from >> 2) + 1] << 32 - $s;
        }
        $mask = (1 << ($h << 3)) - 1;
        $d <<= 3;
        $m[$k] = $m[$k] & ~($mask << $d) | ($v & $mask) << $d;
        $from += $h;
        $n -= $h;
        $k++;
    }
    $j = $from >> 2;
    $end = $k + ($n >> 2);
    $s = ($from & 3) << 3;
    if ($s === 0) {
        while ($k < $end) {
            $m[$k++] = $m[$j++];
        }
    } elseif ($k < $end) {
        $u = 32 - $s;
        $word = $m[$j];
        do {
            $low = $word >> $s;
            $word = $m[++$j];
            $m[$k] = $low | $word << $u & 4294967295;
        } while (++$k < $end);
    }
    $n &= 3;
    if ($n > 0) {
        $v = $m[$j] >> $s;
        if ($s + ($n << 3) > 32) {
            $v |= $m[$j + 1] << 32 - $s;
        }
        $mask = (1 << ($n << 3)) - 1;
        $m[$k] = $m[$k] & ~$mask | $v & $mask;
    }
}
//: mback
/** From the end, for a target that overlaps the source behind it. */
private static function mback(int $to, int $from, int $n): void
{
    $m = &self::$m;
    while ($n > 0 && ($to + $n & 3) !== 0) {
        $n--;
        self::s1($to + $n, $m[$from + $n >> 2] >> (($from + $n & 3) << 3) & 255);
    }
    $s = ($from + $n & 3) << 3;
    while ($n >= 4) {
        $n -= 4;
        $j = $from + $n >> 2;
        $m[$to + $n >> 2] = $s === 0 ? $m[$j] : ($m[$j] >> $s | $m[$j + 1] << 32 - $s) & 4294967295;
    }
    while ($n > 0) {
        $n--;
        self::s1($to + $n, $m[$from + $n >> 2] >> (($from + $n & 3) << 3) & 255);
    }
}
//: mfill
private static function mfill(int $to, int $value, int $n): void
{
    $m = &self::$m;
    if ($to + $n > \count($m) << 2) {
        self::oob();
    }
    $value &= 255;
    while ($n > 0 && ($to & 3) !== 0) {
        self::s1($to++, $value);
        $n--;
    }
    $word = $value * 0x01010101;
    for ($k = $to >> 2, $end = $k + ($n >> 2); $k < $end; $k++) {
        $m[$k] = $word;
    }
    for ($to = $end << 2, $n &= 3; $n > 0; $n--) {
        self::s1($to++, $value);
    }
}
//: minit
private static function minit(int $segment, int $to, int $from, int $n): void
{
    $bytes = self::$data[$segment];
    if ($to + $n > \count(self::$m) << 2 || $from + $n > \strlen($bytes)) {
        self::oob();
    }
    self::memoryWrite($to, \substr($bytes, $from, $n));
}
//: tinit
private static function tinit(int $table, int $segment, int $to, int $from, int $n): void
{
    $items = self::$elem[$segment];
    if ($to + $n > \count(self::$tables[$table]) || $from + $n > \count($items)) {
        throw new Trap('out of bounds table access');
    }
    for ($i = 0; $i < $n; $i++) {
        self::$tables[$table][$to + $i] = $items[$from + $i];
    }
}
//: tcopy
private static function tcopy(int $target, int $source, int $to, int $from, int $n): void
{
    if ($to + $n > \count(self::$tables[$target]) || $from + $n > \count(self::$tables[$source])) {
        throw new Trap('out of bounds table access');
    }
    $items = \array_slice(self::$tables[$source], $from, $n);
    foreach ($items as $i => $item) {
        self::$tables[$target][$to + $i] = $item;
    }
}
//: fr
/** Rounded to f32. */
private static function fr(float $x): float
{
    return \unpack('g', \pack('g', $x))[1];
}
//: of32
/** The bits of an f32 as a float. A NaN keeps its payload, also a signalling one, which unpack would quieten. */
private static function of32(int $bits): float
{
    if (($bits & 2147483647) > 2139095040) {
        return self::of64($bits >> 31 << 63 | 2047 << 52 | ($bits & 8388607) << 29);
    }
    return \unpack('g', \pack('V', $bits))[1];
}
//: in32
/** An f32 from outside. */
private static function in32(float $x): float
{
    return $x === $x ? self::fr($x) : $x;
}
//: of64
private static function of64(int $bits): float
{
    return \unpack('e', \pack('P', $bits))[1];
}
//: bits32
private static function bits32(float $x): int
{
    if ($x !== $x) {
        $bits = self::bits64($x);
        return $bits >> 32 & 2147483648 | 2139095040 | $bits >> 29 & 8388607;
    }
    return \unpack('V', \pack('g', $x))[1];
}
//: bits64
private static function bits64(float $x): int
{
    return \unpack('P', \pack('e', $x))[1];
}
//: neg
private static function neg(float $x): float
{
    return $x === $x ? -$x : self::of64(self::bits64($x) ^ \PHP_INT_MIN);
}
//: trunc
private static function trunc(float $x): float
{
    return $x < 0.0 ? \ceil($x) : \floor($x);
}
//: nearest
/** To the nearest integer, ties to even; a zero keeps the operand's sign. */
private static function nearest(float $x): float
{
    if (!(\abs($x) < 4503599627370496.0)) {
        return $x + 0.0;
    }
    $r = $x < 0.0 ? -(4503599627370496.0 - $x - 4503599627370496.0) : $x + 4503599627370496.0 - 4503599627370496.0;
    return $r === 0.0 ? self::copysign($r, $x) : $r;
}
//: min
private static function min(float $a, float $b): float
{
    if ($a !== $a || $b !== $b) {
        return $a + $b;
    }
    if ($a === $b) {
        return self::bits64($a) < 0 ? $a : $b;
    }
    return $a < $b ? $a : $b;
}
//: max
private static function max(float $a, float $b): float
{
    if ($a !== $a || $b !== $b) {
        return $a + $b;
    }
    if ($a === $b) {
        return self::bits64($a) < 0 ? $b : $a;
    }
    return $a > $b ? $a : $b;
}
//: copysign
private static function copysign(float $a, float $b): float
{
    return self::of64(self::bits64($a) & \PHP_INT_MAX | self::bits64($b) & \PHP_INT_MIN);
}
//: whole
/** The integer part, when it lies strictly between the bounds. */
private static function whole(float $x, float $above, float $below): float
{
    if ($x !== $x) {
        throw new Trap('invalid conversion to integer');
    }
    $x = self::trunc($x);
    if (!($x > $above && $x < $below)) {
        throw new Trap('integer overflow');
    }
    return $x;
}
//: toi32
private static function toi32(float $x): int
{
    return (int) self::whole($x, -2147483649.0, 2147483648.0) & 4294967295;
}
//: tou32
private static function tou32(float $x): int
{
    return (int) self::whole($x, -1.0, 4294967296.0);
}
//: toi64
private static function toi64(float $x): int
{
    return $x === -9223372036854775808.0 ? \PHP_INT_MIN : (int) self::whole($x, -9223372036854775808.0, 9223372036854775808.0);
}
//: tou64
private static function tou64(float $x): int
{
    return self::half(self::whole($x, -1.0, 18446744073709551616.0));
}
//: half
/** A whole float below 2^64 as an int with the same bits. */
private static function half(float $x): int
{
    return $x < 9223372036854775808.0 ? (int) $x : (int) ($x - 9223372036854775808.0) ^ \PHP_INT_MIN;
}
//: sati32
private static function sati32(float $x): int
{
    if ($x !== $x) {
        return 0;
    }
    return $x <= -2147483648.0 ? 2147483648 : ($x >= 2147483647.0 ? 2147483647 : (int) $x & 4294967295);
}
//: satu32
private static function satu32(float $x): int
{
    return !($x > 0.0) ? 0 : ($x >= 4294967295.0 ? 4294967295 : (int) $x);
}
//: sati64
private static function sati64(float $x): int
{
    if ($x !== $x) {
        return 0;
    }
    return $x <= -9223372036854775808.0 ? \PHP_INT_MIN : ($x >= 9223372036854775808.0 ? \PHP_INT_MAX : (int) $x);
}
//: satu64
private static function satu64(float $x): int
{
    return !($x > 0.0) ? 0 : ($x >= 18446744073709551616.0 ? -1 : self::half(\floor($x)));
}
//: f64u
/** An unsigned 64-bit integer, rounded once: the lowest bit stands for all that are cut. */
private static function f64u(int $a): float
{
    return $a >= 0 ? (float) $a : (float) ($a >> 1 & \PHP_INT_MAX | $a & 1) * 2.0;
}
//: f32s
private static function f32s(int $a): float
{
    return self::fr((float) self::sticky($a));
}
//: f32u
private static function f32u(int $a): float
{
    return $a >= 0 ? self::f32s($a) : self::fr((float) self::sticky($a >> 1 & \PHP_INT_MAX | $a & 1) * 2.0);
}
//: sticky
/** Keeps few enough bits for an exact float; one of them says whether lower ones were set. */
private static function sticky(int $a): int
{
    if ($a > -9007199254740992 && $a < 9007199254740992) {
        return $a;
    }
    return ($a & 4095) !== 0 ? $a & -4096 | 4096 : $a;
}
