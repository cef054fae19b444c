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
/** Where a request seems to lie: above any memory, so that nothing has to be copied. */
private const BEYOND = 1073741824;
/** Request bytes in, answer bytes out. */
public static function call(string $request): string
{
    if (!self::$whole) {
        self::instantiate();
    }
    self::$whole = false;
    self::$in = $request;
    try {
        return self::ask(self::BEYOND);
    } catch (Trap) {
        // Something read the request past the text primitives. The core remembers nothing: it is asked anew.
        self::instantiate();
        $at = self::mg_alloc(\strlen($request));
        self::memoryWrite($at, $request);
        return self::ask($at);
    } finally {
        if (!self::$whole) {
            self::$m = [];
        }
        self::$in = self::$out = '';
        self::$at = 0;
    }
}
private static function ask(int $at): string
{
    self::$at = $at;
    self::$out = '';
    $frame = self::mg_ask($at, \strlen(self::$in));
    $answer = self::answer($frame);
    self::mg_release($frame);
    // What a copied request took is given back with the memory.
    self::$whole = $at === self::BEYOND && \count(self::$m) <= self::KEPT_WORDS;
    return $answer;
}
/** Bytes that are not in the memory may be the request's: one as a word that holds it, or two, four, eight. */
private static function _far1($p)
{
    $from = $p - self::BEYOND;
    return $from >= 0 && isset(self::$in[$from]) ? \ord(self::$in[$from]) << ($p << 3 & 24) : self::_oob();
}
private static function _far2($p)
{
    return self::beyond('v', $p, 2);
}
private static function _far($p)
{
    return self::beyond('V', $p, 4);
}
private static function _far8($p)
{
    return self::beyond('P', $p, 8);
}
private static function _farcopy($to, $from, $n)
{
    $from -= self::BEYOND;
    $from >= 0 && $from + $n <= \strlen(self::$in) || self::_oob();
    self::memoryWrite($to, \substr(self::$in, $from, $n));
}
private static function beyond($form, $p, $bytes)
{
    $from = $p - self::BEYOND;
    return $from >= 0 && $from + $bytes <= \strlen(self::$in) ? \unpack($form, self::$in, $from)[1] : self::_oob();
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
