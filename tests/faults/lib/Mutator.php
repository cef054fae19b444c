<?php

/** Makes odd requests from good ones: bytes, tokens and whole values changed; the same seed gives the same stream. */

declare(strict_types=1);

namespace MakegoodFaults;

final class Mutator
{
    /** Values that programs stumble over. */
    private const ODD = ['null', 'true', '0', '-1', '1e3', '1.5', '9007199254740993', '99999999999999999999', '""', '" "', '"\u0000"', '"\ud800"', '[]', '{}',
        '[[]]', '"0.005"', '"-0"', '"00.10"', '"1e2"', '"99999999999999999999999999999"', '"9223372036854775807"', '"2026-02-30T00:00:00Z"',
        '"2026-03-01T24:00:00Z"', '"2099-12-31T23:59:59.999Z"', '"1971-01-01T00:00:00Z"', '"2026-03"', '"2026-13"', '"USD"', '"usd"', '"XXX"', '"JPY"', '"KWD"',
        '"server:"', '"server:1"', '"*"', '"100"', '"0"', '"99.999999999"', '"é"', '"💥"'];

    /** @param non-empty-list<string> $corpus good requests */
    public function __construct(private readonly array $corpus, int $seed)
    {
        mt_srand($seed);
    }

    /** @return non-empty-list<string> requests of the test vectors and of the self-test, each on one line */
    public static function corpus(string $root): array
    {
        $requests = array_column(json_decode((string) @file_get_contents("$root/dist/selftest.json"), true) ?: [], 'request');
        foreach (glob("$root/tests/vectors/*.json") ?: [] as $file) {
            foreach (json_decode((string) file_get_contents($file), true) ?: [] as $vector) {
                $request = $vector['request'] ?? $vector['requestText'] ?? base64_decode($vector['requestBase64'] ?? '');
                $requests[] = is_array($request) ? json_encode($request, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE) : (string) $request;
            }
        }
        $requests = array_map(static fn (string $request): string => strtr($request, "\r\n", '  '), array_unique($requests));

        return array_values(array_filter($requests, static fn (string $request): bool => $request !== '' && strlen($request) < 100_000))
            ?: throw new \RuntimeException('no good requests to start from: run make wasm first');
    }

    public function next(): string
    {
        $request = $this->corpus[mt_rand(0, count($this->corpus) - 1)];
        for ($times = mt_rand(0, 3); $times > 0; $times--) {
            $request = match (mt_rand(0, 6)) {
                0 => $this->bytes($request),
                1 => $this->cut($request),
                2, 3 => $this->value($request),
                4 => $this->digit($request),
                5 => $this->splice($request),
                6 => $this->tree($request),
            };
        }

        return $request === '' ? ' ' : strtr($request, "\r\n", '  ');
    }

    /** A few random bytes written over, put in or taken out. */
    private function bytes(string $text): string
    {
        for ($times = mt_rand(1, 4); $times > 0; $times--) {
            $text = substr_replace($text, mt_rand(0, 2) === 0 ? '' : chr(mt_rand(0, 255)), mt_rand(0, strlen($text)), mt_rand(0, 2));
        }

        return $text;
    }

    private function cut(string $text): string
    {
        return mt_rand(0, 1) === 0 ? substr($text, 0, mt_rand(0, strlen($text))) : substr($text, mt_rand(0, strlen($text)));
    }

    /** One string or number replaced by an odd value. */
    private function value(string $text): string
    {
        if (preg_match_all('/"(?:[^"\\\\]|\\\\.)*"|-?\d+/', $text, $found, PREG_OFFSET_CAPTURE) < 1) {
            return $text;
        }
        [$token, $at] = $found[0][mt_rand(0, count($found[0]) - 1)];

        return substr_replace($text, self::ODD[mt_rand(0, count(self::ODD) - 1)], $at, strlen($token));
    }

    private function digit(string $text): string
    {
        if (preg_match_all('/\d/', $text, $found, PREG_OFFSET_CAPTURE) < 1) {
            return $text;
        }
        $at = $found[0][mt_rand(0, count($found[0]) - 1)][1];

        return substr_replace($text, (string) mt_rand(0, 9), $at, 1);
    }

    /** A stretch of another request in the middle of this one. */
    private function splice(string $text): string
    {
        $other = $this->corpus[mt_rand(0, count($this->corpus) - 1)];
        $from = mt_rand(0, strlen($other));

        return substr_replace($text, substr($other, $from, mt_rand(1, 200)), mt_rand(0, strlen($text)), mt_rand(0, 50));
    }

    /** A member removed, repeated, renamed or emptied somewhere in the tree. */
    private function tree(string $text): string
    {
        $value = json_decode($text, true);
        if (!is_array($value) || $value === []) {
            return $text;
        }
        $node = &$value;
        while (mt_rand(0, 3) > 0 && ($inner = array_keys(array_filter($node, static fn ($v): bool => is_array($v) && $v !== []))) !== []) {
            $node = &$node[$inner[mt_rand(0, count($inner) - 1)]];
        }
        $key = array_keys($node)[mt_rand(0, count($node) - 1)];
        match (mt_rand(0, 4)) {
            0 => $node = array_diff_key($node, [$key => 0]),
            1 => $node[is_int($key) ? count($node) : $key . 'x'] = $node[$key],
            2 => $node[$key] = json_decode(self::ODD[mt_rand(0, count(self::ODD) - 1)], true),
            3 => $node[$key] = [$node[$key]],
            4 => $node = array_is_list($node) ? array_reverse($node) : array_reverse($node, true),
        };

        return json_encode($value, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE) ?: $text;
    }
}
