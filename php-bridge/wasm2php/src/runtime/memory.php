<?php
// Memory and tables: accesses that are not a plain word, growth, bulk operations.
// A line that starts with "//:" opens the helper of that name; only helpers that a module needs are copied.
//: _oob
private static function _oob(): int
{
    throw new Trap('out of bounds memory access');
}
//: _far
/** Four bytes that are not in the memory; a door may know better. */
private static function _far($p)
{
    self::_oob();
}
//: _far1
/** The word of a byte that is not in the memory. */
private static function _far1($p)
{
    self::_oob();
}
//: _far2
private static function _far2($p)
{
    self::_oob();
}
//: _farcopy
/** Copies bytes that are not in the memory. */
private static function _farcopy($to, $from, $n)
{
    self::_oob();
}
//: _far8
/** Eight of them. */
private static function _far8($p)
{
    self::_oob();
}
//: _u4
/** Any four bytes. */
private static function _u4(&$m, $p)
{
    $k = $p >> 2;
    if ($s = ($p & 3) << 3) {
        return isset($m[$k + 1]) ? ($m[$k] ?? self::_oob()) >> $s | $m[$k + 1] << 32 - $s & 4294967295 : self::_far($p);
    }
    return $m[$k] ?? self::_far($p);
}
//: _u8
/** Any eight bytes. */
private static function _u8(&$m, $p)
{
    $k = $p >> 2;
    if ($s = ($p & 3) << 3) {
        return isset($m[$k + 2]) ? ($m[$k] ?? self::_oob()) >> $s | $m[$k + 1] << 32 - $s | $m[$k + 2] << 64 - $s : self::_far8($p);
    }
    return isset($m[$k + 1]) ? ($m[$k] ?? self::_oob()) | $m[$k + 1] << 32 : self::_far8($p);
}
//: _u1w
/** The word of a byte whose address, without the offset, has to be cut to 32 bits first. */
private static function _u1w(int $p, int $offset): int
{
    $p = ($p - $offset & 4294967295) + $offset;
    return self::$m[$p >> 2] ?? self::_far1($p);
}
//: _u2w
private static function _u2w(int $p, int $offset): int
{
    return self::_u2(($p - $offset & 4294967295) + $offset);
}
//: _u4w
private static function _u4w(&$m, $p, $offset)
{
    return self::_u4($m, ($p - $offset & 4294967295) + $offset);
}
//: _u2
/** Any two bytes, shifted to where the caller expects them in the word. */
private static function _u2(int $p): int
{
    $m = &self::$m;
    if ($p < 0 || $p + 2 > \count($m) << 2) {
        $v = self::_far2($p);
    } else {
        $v = ($p & 3) === 3
            ? $m[$p >> 2] >> 24 | ($m[($p >> 2) + 1] & 255) << 8
            : $m[$p >> 2] >> (($p & 3) << 3) & 65535;
    }
    return $v << ($p << 3 & 16);
}
//: _s4
private static function _s4(&$m, $p, $v)
{
    $k = $p >> 2;
    if ($s = ($p & 3) << 3) {
        isset($m[$k], $m[$k + 1]) || self::_oob();
        $m[$k] = $m[$k] & (1 << $s) - 1 | $v << $s & 4294967295;
        $m[$k + 1] = $m[$k + 1] >> $s << $s | $v >> 32 - $s;
        return;
    }
    isset($m[$k]) || self::_oob();
    $m[$k] = $v;
}
//: _s8
private static function _s8(&$m, $p, $v)
{
    $k = $p >> 2;
    if ($s = ($p & 3) << 3) {
        isset($m[$k], $m[$k + 2]) || self::_oob();
        $m[$k] = $m[$k] & (1 << $s) - 1 | $v << $s & 4294967295;
        $m[$k + 1] = $v >> 32 - $s & 4294967295;
        $m[$k + 2] = $m[$k + 2] >> $s << $s | $v >> 64 - $s & (1 << $s) - 1;
        return;
    }
    isset($m[$k], $m[$k + 1]) || self::_oob();
    $m[$k] = $v & 4294967295;
    $m[$k + 1] = $v >> 32 & 4294967295;
}
//: _s2
private static function _s2(int $p, int $v): void
{
    if ($p < 0 || $p + 2 > \count(self::$m) << 2) {
        self::_oob();
    }
    self::_s1($p, $v & 255);
    self::_s1($p + 1, $v >> 8);
}
//: _s1
private static function _s1(int $p, int $v): void
{
    $s = ($p & 3) << 3;
    self::$m[$p >> 2] = self::$m[$p >> 2] & ~(255 << $s) | $v << $s;
}
//: _grow
/** Pages are added only while PHP's own memory limit leaves room: running out there cannot be caught. */
private static function _grow(int $pages): int
{
    $words = \count(self::$m);
    $old = $words >> 14;
    $new = $words + ($pages << 14);
    if ($pages > self::MAX_PAGES || $new >> 14 > self::MAX_PAGES || !self::_room($new)) {
        return 4294967295;
    }
    for ($m = &self::$m; $words < $new; $words++) {
        $m[] = 0;
    }
    return $old;
}
//: _room
/** A packed array doubles when it is full, and needs both copies for a moment; the smaller is there already if it doubles once. */
private static function _room(int $words): bool
{
    // A host may have taken ini_get away: then php.ini's limit is taken, or PHP's own.
    $text = \trim((string) (\function_exists('ini_get') ? \ini_get('memory_limit') : (\get_cfg_var('memory_limit') ?: '128M')));
    $limit = (int) $text << (['k' => 10, 'm' => 20, 'g' => 30][\strtolower(\substr($text, -1))] ?? 0);
    if ($limit <= 0) {
        return true;
    }
    $capacity = 16384;
    while ($capacity < $words) {
        $capacity <<= 1;
    }
    $bytes = $capacity * (\PHP_VERSION_ID < 80200 ? 32 : 16);
    if (\count(self::$m) <= $capacity >> 2) {
        $bytes += $bytes >> 1;
    }
    return $words <= 65536 || \memory_get_usage(true) + $bytes + 8388608 < $limit;
}
//: _mcopy
/** Forwards, a word at a time; the first and the last word of the target may be written in part. */
private static function _mcopy(int $to, int $from, int $n): void
{
    $m = &self::$m;
    $size = \count($m) << 2;
    if ($to + $n > $size || $from + $n > $size) {
        self::_farcopy($to, $from, $n);
        return;
    }
    if ($to > $from && $to < $from + $n) {
        self::_mback($to, $from, $n);
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
//: _mback
/** From the end, for a target that overlaps the source behind it. */
private static function _mback(int $to, int $from, int $n): void
{
    $m = &self::$m;
    while ($n > 0 && ($to + $n & 3) !== 0) {
        $n--;
        self::_s1($to + $n, $m[$from + $n >> 2] >> (($from + $n & 3) << 3) & 255);
    }
    $s = ($from + $n & 3) << 3;
    while ($n >= 4) {
        $n -= 4;
        $j = $from + $n >> 2;
        $m[$to + $n >> 2] = $s === 0 ? $m[$j] : ($m[$j] >> $s | $m[$j + 1] << 32 - $s) & 4294967295;
    }
    while ($n > 0) {
        $n--;
        self::_s1($to + $n, $m[$from + $n >> 2] >> (($from + $n & 3) << 3) & 255);
    }
}
//: _mfill
private static function _mfill(int $to, int $value, int $n): void
{
    $m = &self::$m;
    if ($to + $n > \count($m) << 2) {
        self::_oob();
    }
    $value &= 255;
    while ($n > 0 && ($to & 3) !== 0) {
        self::_s1($to++, $value);
        $n--;
    }
    $word = $value * 0x01010101;
    for ($k = $to >> 2, $end = $k + ($n >> 2); $k < $end; $k++) {
        $m[$k] = $word;
    }
    for ($to = $end << 2, $n &= 3; $n > 0; $n--) {
        self::_s1($to++, $value);
    }
}
//: _minit
private static function _minit(int $segment, int $to, int $from, int $n): void
{
    $bytes = self::$data[$segment];
    if ($to + $n > \count(self::$m) << 2 || $from + $n > \strlen($bytes)) {
        self::_oob();
    }
    self::memoryWrite($to, \substr($bytes, $from, $n));
}
//: _tinit
private static function _tinit(int $table, int $segment, int $to, int $from, int $n): void
{
    $items = self::$elem[$segment];
    if ($to + $n > \count(self::$tables[$table]) || $from + $n > \count($items)) {
        throw new Trap('out of bounds table access');
    }
    for ($i = 0; $i < $n; $i++) {
        self::$tables[$table][$to + $i] = $items[$from + $i];
    }
}
//: _tcopy
private static function _tcopy(int $target, int $source, int $to, int $from, int $n): void
{
    if ($to + $n > \count(self::$tables[$target]) || $from + $n > \count(self::$tables[$source])) {
        throw new Trap('out of bounds table access');
    }
    $items = \array_slice(self::$tables[$source], $from, $n);
    foreach ($items as $i => $item) {
        self::$tables[$target][$to + $i] = $item;
    }
}
