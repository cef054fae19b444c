<?php

/** The input side: the order of two texts of the request. */

//: mg_text_compare(i32,i32,i32,i32):i32 pure
private static function mg_text_compare(int $one, int $oneLength, int $other, int $otherLength): int
{
    $from = $one - self::$at;
    $otherFrom = $other - self::$at;
    $length = \strlen(self::$in);
    if ($from >= 0 && $otherFrom >= 0 && $from + $oneLength <= $length && $otherFrom + $otherLength <= $length) {
        $order = \strcmp(\substr(self::$in, $from, $oneLength), \substr(self::$in, $otherFrom, $otherLength));
        return $order < 0 ? 4294967295 : ($order > 0 ? 1 : 0);
    }
    return self::wasm_mg_text_compare($one, $oneLength, $other, $otherLength);
}
