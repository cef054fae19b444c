<?php
// Methods that every generated class has, for moving bytes in and out.
//:
/** Writes bytes at $ptr. */
public static function memoryWrite(int $ptr, string $bytes): void
{
    $n = \strlen($bytes);
    $m = &self::$m;
    if ($ptr < 0 || $ptr + $n > \count($m) << 2) {
        self::_oob();
    }
    $done = \min($n, -$ptr & 3);
    for ($i = 0; $i < $done; $i++) {
        self::_s1($ptr + $i, \ord($bytes[$i]));
    }
    for ($k = $ptr + $done >> 2; $n - $done >= 4; $done += $part) {
        $part = \min($n - $done & -4, 32768);
        foreach (\unpack('V*', \substr($bytes, $done, $part)) as $word) {
            $m[$k++] = $word;
        }
    }
    for (; $done < $n; $done++) {
        self::_s1($ptr + $done, \ord($bytes[$done]));
    }
}
/** Reads $len bytes from $ptr. */
public static function memoryRead(int $ptr, int $len): string
{
    $m = &self::$m;
    if ($ptr < 0 || $len < 0 || $ptr + $len > \count($m) << 2) {
        self::_oob();
    }
    $bytes = '';
    $last = $ptr + $len + 3 >> 2;
    for ($k = $ptr >> 2; $k < $last; $k += 8192) {
        $bytes .= \pack('V*', ...\array_slice($m, $k, \min(8192, $last - $k)));
    }
    return \substr($bytes, $ptr & 3, $len);
}
