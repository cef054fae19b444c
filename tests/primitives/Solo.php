<?php

/** One primitive alone, done by PHP and by wasm over the same memory and request: rows, then random texts and arguments. */

declare(strict_types=1);

namespace MakegoodPrimitives;

final class Solo
{
    private int $at = 0;
    private int $length = 0;
    private int $block = 0;
    private string $elsewhere = '';

    /**
     * @param class-string $core  the class of Build::twice
     * @param class-string $wasm  the class of Build::apart
     * @param list<string> $apart primitives whose wasm body stands only in $wasm
     */
    public function __construct(private readonly string $core, private readonly string $wasm, private readonly array $apart, private readonly array $primitives, private readonly array $rows)
    {
    }

    /** @return array{int, list<string>} how many comparisons, and what differed */
    public function primitive(string $name, int $rounds, int $seed): array
    {
        mt_srand($seed);
        $core = $this->core;
        [$core::$different, $core::$compared[$name]] = [[], 0];
        $texts = $this->rows['texts'];
        for ($round = 0; $round < $rounds && count($core::$different) < 5; $round++) {
            $request = $texts[$round] ?? (mt_rand(0, 1) ? Texts::any(60) : Texts::valid(40));
            $this->elsewhere = $texts[$round] ?? Texts::valid(12);
            $this->length = strlen($request);
            $this->begin($request, $this->elsewhere . str_repeat("\0", 4096));
            for ($i = 0; $i < 8; $i++) {
                $args = $this->arguments($name, $i);
                match (true) {
                    $this->primitives[$name]['kind'] === 'sink' => $this->sink($name, $args),
                    in_array($name, $this->apart, true) => $this->pure($name, $args, [$core::mine($name, $args), $this->wasm($name, $args)]),
                    default => $this->pure($name, $args, $core::alone($name, $args, in_array($name, $this->rows['writes'], true) || $round % 50 === 0)),
                };
            }
        }
        return [$core::$compared[$name], $core::$different];
    }

    /** The same request and the same text at the same addresses of both memories. */
    private function begin(string $request, string $elsewhere): void
    {
        [$this->at, $this->block] = $this->core::begin($request, $elsewhere);
        $this->wasm::instantiate();
        $this->wasm::memoryWrite($at = $this->wasm::mg_alloc(strlen($request)), $request);
        $this->wasm::memoryWrite($block = $this->wasm::mg_alloc(strlen($elsewhere)), $elsewhere);
        if ([$at, $block] !== [$this->at, $this->block]) {
            throw new \RuntimeException('both classes should give the same addresses');
        }
    }

    private function pure(string $name, array $args, array $answers): void
    {
        [$mine, $wasm] = $answers;
        // Rust hands over no bytes that are not there: a primitive that answers where wasm traps is looser, not wrong.
        if ($mine !== $wasm && !(is_string($wasm) && is_int($mine))) {
            $this->core::note($name, $args, $mine, $wasm);
        }
    }

    private function wasm(string $name, array $args): int|string
    {
        try {
            return $this->wasm::$name(...$args);
        } catch (\RuntimeException $trap) {
            return 'trap: ' . $trap->getMessage();
        }
    }

    /** In wasm a sink is a vector of bytes: capacity, address, length; here an empty one for each comparison. */
    private function sink(string $name, array $args): void
    {
        $mine = $this->core::mine($name, $args);
        $args[0] = $this->wasm::mg_alloc(12);
        $this->wasm::memoryWrite($args[0], pack('V3', 0, 1, 0));
        $this->wasm::$name(...$args);
        [, , $at, $length] = unpack('V3', $this->wasm::memoryRead($args[0], 12));
        $wasm = $this->wasm::memoryRead($at, $length);
        if ($mine !== $wasm) {
            $this->core::note($name, $args, $mine, $wasm);
        }
    }

    /** @return list<int> */
    private function arguments(string $name, int $turn): array
    {
        $args = [];
        foreach ($this->rows['params'][$name] ?? $this->bySignature($name) as $kind) {
            array_push($args, ...match ($kind) {
                'sink' => [0],
                'slice' => $this->slice($turn),
                'request' => mt_rand(0, 9) > 0 ? [$this->at, $this->length] : $this->slice($turn),
                'utf8' => $this->text($turn),
                'literal' => $this->literal(),
                'seen' => $this->seen($name, count($args)),
                'room' => [$this->block + 1024 + 3 & ~3],
                'most' => [[0, 1, 2, 5, 80][mt_rand(0, 4)]],
                'number' => [Texts::number()],
                'small' => [mt_rand(0, 9) > 0 ? mt_rand(0, 12) : [40, 4294967295, 2147483648][mt_rand(0, 2)]],
            });
        }
        return $args;
    }

    /** @return list<string> */
    private function bySignature(string $name): array
    {
        $types = $this->primitives[$name]['types'];
        $kinds = [];
        if ($this->primitives[$name]['kind'] === 'sink') {
            $kinds[] = 'sink';
            array_shift($types);
        }
        while ($types !== []) {
            $type = array_shift($types);
            if ($type === 'i32' && ($types[0] ?? '') === 'i32') {
                array_shift($types);
                $kinds[] = $kinds === [] || $kinds === ['sink'] ? ($kinds === [] ? 'slice' : 'utf8') : 'seen';
                continue;
            }
            $kinds[] = $type === 'i64' ? 'number' : 'small';
        }
        return $kinds;
    }

    /** Bytes in the request, the module's texts or elsewhere; across the request's end; none; beyond the memory. */
    private function slice(int $turn): array
    {
        $from = mt_rand(0, $this->length);
        $end = $this->core::pages() << 16;
        return match ($turn) {
            0 => [$this->at, $this->length],
            1, 2 => [$this->at + $from, mt_rand(0, $this->length - $from)],
            3 => [$this->block, strlen($this->elsewhere)],
            4 => $this->literal(),
            5 => [$this->at + $from, $this->length - $from + mt_rand(0, 40)],
            6 => [mt_rand(0, 2) === 0 ? 1 : max(1, $this->at + mt_rand(-4, $this->length + 4)), 0],
            7 => [[$end - 5, $end, 4294967290, $this->at][mt_rand(0, 3)], [5, 6, 100, $end][mt_rand(0, 3)]],
        };
    }

    /** The same, where Rust promises that it is text. */
    private function text(int $turn): array
    {
        [$at, $length] = $turn === 7 ? $this->literal() : $this->slice($turn);
        $isText = $at + $length <= $this->core::pages() << 16 && preg_match('//u', $this->core::memoryRead($at, $length)) === 1;
        return $isText ? [$at, $length] : [$this->block, strlen(validPart($this->elsewhere))];
    }

    /** Behind the texts stands what the module changes as it runs: no text of its own. */
    private function literal(): array
    {
        [$from, $bytes] = $this->core::literals();
        do {
            $at = mt_rand(0, strlen($bytes));
            $length = mt_rand(0, min(30, strlen($bytes) - $at));
        } while ($this->core::memoryRead($from + $at, $length) !== substr($bytes, $at, $length) || $this->wasm::memoryRead($from + $at, $length) !== substr($bytes, $at, $length));
        return [$from + $at, $length];
    }

    private function seen(string $name, int $place): array
    {
        $calls = $this->core::$seen[$name] ?? [];
        return $calls === [] ? $this->literal() : array_slice($calls[mt_rand(0, count($calls) - 1)], $place, 2);
    }
}

/** The text up to its first byte that is no UTF-8. */
function validPart(string $text): string
{
    while (preg_match('//u', $text) !== 1) {
        $text = substr($text, 0, -1);
    }
    return $text;
}
