<?php

/** One call of the core: what all primitives share (docs/engine.md). Members of the generated class, not a class. */

//: door
/** The request while it is being answered, and its address in the memory. */
private static string $in = '';
private static int $at = 0;
/** The answer, as far as the sinks have written it. */
private static string $out = '';
/** Memory is left to the next call up to so many words: what a large request took is given back. */
private const KEPT_WORDS = 65536;
/** The next call goes on with this memory: not after a trap, nor after a large request. */
private static bool $whole = false;
/** Request bytes in, answer bytes out. */
public static function call(string $request): string
{
    if (!self::$whole) {
        self::instantiate();
    }
    self::$whole = false;
    $length = \strlen($request);
    self::$in = $request;
    self::$out = '';
    try {
        self::$at = self::mg_alloc($length);
        self::memoryWrite(self::$at, $request);
        $frame = self::mg_call(self::$at, $length);
        $answer = self::answer($frame);
        self::mg_release($frame);
        self::$whole = \count(self::$m) <= self::KEPT_WORDS;
        return $answer;
    } finally {
        if (!self::$whole) {
            self::$m = [];
        }
        self::$in = self::$out = '';
        self::$at = 0;
    }
}
/** The answer stands in the memory behind its length, unless sinks wrote it. */
private static function answer(int $frame): string
{
    $length = \unpack('V', self::memoryRead($frame, 4))[1];
    if ($length === 0) {
        return self::$out;
    }
    if (self::$out !== '') {
        throw new Trap('two answers to one request');
    }
    return self::memoryRead($frame + 4, $length);
}
