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
