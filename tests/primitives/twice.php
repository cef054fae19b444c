<?php

/** Members that the comparing class has besides its own: see Build::twice. What stands between MINE and WASM is filled in there. */

//: door
/** @var array<string, int> how often each primitive was compared, and @var list<string> what came out differently */
public static array $compared = [];
public static array $different = [];
/** @var array<string, list<list<int>>> arguments as real requests have them */
public static array $seen = [];
/** The primitive whose PHP answers wrongly on purpose. */
public static string $plant = '';
private static function both(string $name, array $args, bool $writes): int
{
    if (\count(self::$seen[$name] ?? []) < 100) {
        self::$seen[$name][] = $args;
    }
    [$mine, $wasm] = self::alone($name, $args, $writes);
    $mine === $wasm || self::note($name, $args, $mine, $wasm);
    if (!\is_int($wasm)) {
        throw new Trap($wasm);
    }
    return $wasm;
}
/** @return array{int|string|null, int|string|null, bool} what PHP and what wasm answered; a text: it trapped. Third: whether the memory beyond the stack is the same after both. */
public static function alone(string $name, array $args, bool $writes): array
{
    self::$compared[$name] = (self::$compared[$name] ?? 0) + 1;
    $before = $writes ? self::$m : null;
    try {
        $mine = match ($name) {
            /* MINE */
        };
        if (self::$plant === $name) {
            $mine ^= 1;
        }
    } catch (Trap $trap) {
        $mine = 'trap: ' . $trap->getMessage();
    }
    if ($writes) {
        $after = self::$m;
        self::$m = $before;
        unset($before);
    }
    try {
        $wasm = match ($name) {
            /* WASM */
        };
    } catch (Trap $trap) {
        $wasm = 'trap: ' . $trap->getMessage();
    }
    $same = !$writes || \array_slice($after, 16384) === \array_slice(self::$m, 16384);
    $same || self::note($name, $args, 'other memory', 'after both');
    return [$mine, $wasm, $same];
}
/** @return array{string, string} what a sink appends by PHP, and what by wasm */
public static function appended(string $name, array $args): array
{
    self::$compared[$name] = (self::$compared[$name] ?? 0) + 1;
    self::$out = '';
    $name = $name;
    match ($name) {
            /* MINE */
    };
    $mine = self::$out . (self::$plant === $name ? ' ' : '');
    self::$out = '';
    $sink = self::mg_alloc(64);
    self::memoryWrite($sink, \pack('V3', 0, 1, 0));
    $args[0] = $sink;
    match ($name) {
            /* WASM */
    };
    [, $capacity, $at, $length] = \unpack('V3', self::memoryRead($sink, 12));
    return [$mine, self::$out . self::memoryRead($at, $length)];
}
public static function note(string $name, array $args, mixed $mine, mixed $wasm): void
{
    \count(self::$different) < 50 && self::$different[] = "$name(" . \implode(',', $args) . ') gives ' . \var_export($mine, true) . ' in PHP, ' . \var_export($wasm, true)
        . ' in wasm; the request at ' . self::$at . ' is ' . \base64_encode(\substr(self::$in, 0, 400));
}
/** A request as it stands while a call answers it, and text elsewhere in the memory; @return array{int, int} both addresses */
public static function begin(string $request, string $elsewhere): array
{
    self::instantiate();
    self::$in = $request;
    self::$out = '';
    self::$at = self::mg_alloc(\strlen($request));
    self::memoryWrite(self::$at, $request);
    self::memoryWrite($block = self::mg_alloc(\strlen($elsewhere)), $elsewhere);
    return [self::$at, $block];
}
public static function pages(): int
{
    return \count(self::$m) >> 14;
}
/** @return array{int, string} where the module's own texts stand */
public static function literals(): array
{
    return [LITERALS_FROM, self::LITERALS];
}
