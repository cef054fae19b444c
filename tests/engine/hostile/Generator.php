<?php

/** Inputs that nobody sends by accident: the same seed gives the same stream. A kind is a method; each yields bytes for the door. */

declare(strict_types=1);

namespace MakegoodEngineTests\Hostile;

final class Generator
{
    private const LIMIT = 8 * 1024 * 1024;
    private const INVALID_UTF8 = ["\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xC3", "\xC3(", "\xE0\x80\x80", "\xE0\x9F\xBF", "\xE2\x82", "\xE2(\xA1", "\xED\xA0\x80", "\xED\xBF\xBF",
        "\xF0\x80\x80\x80", "\xF0\x8F\xBF\xBF", "\xF0\x9F\x92", "\xF0\x9F", "\xF0(\x8C\xBC", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xF8\x88\x80\x80\x80", "\xFC\x84\x80\x80\x80\x80", "\xFE", "\xFF"];
    private const ESCAPES = ['\ud800', '\udbff', '\udc00', '\udfff', '\ud800\u0041', '\ud800\ud800', '\udc00\ud800', '\ud83d\ude00', '\uD83D\uDE00', '\u0000', '\u001f', '\u12G4', '\u12', '\u', '\x41',
        '\\', '\a', '\0', '\u00e9', '\/', '\b\f\n\r\t', '\"', '\U0041', '\u{41}', '\ufffe', '\uffff', '\ufeff'];
    private const NUMBERS = ['01', '-0', '-01', '+1', '.5', '1.', '-', '--1', '1e', '1e+', '1e400', '1E-400', '1e5', '0x10', '0b1', '1_000', 'NaN', 'Infinity', '-Infinity', '9007199254740993',
        '9223372036854775807', '9223372036854775808', '-9223372036854775808', '-9223372036854775809', '18446744073709551615', '18446744073709551616', '4294967296', '2147483648',
        '99999999999999999999999999999999999999999', '1.0', '1.5', '1e0', '0.0', '０', '١', '1 2', '1,', 'null', 'true', '"1"', '" 1"', '"1 "', '"-0.00"', '"0.005"', '"1e2"', '"+1.00"', '"0x1"', '"1.00\u0000"'];
    private const SPACES = [" ", "\t", "\n", "\r", "\r\n", "  \n", "\v", "\f", "\x00", "\xC2\xA0", "\xEF\xBB\xBF", "\xE2\x80\xA8", "\xE3\x80\x80", "/**/", "//\n"];
    /** How many of a thousand. */
    private const SHARES = ['cut' => 130, 'deep' => 50, 'huge' => 30, 'limit' => 12, 'utf8' => 120, 'control' => 80, 'escape' => 100, 'repeated' => 70, 'number' => 130, 'space' => 80, 'noise' => 48, 'mutated' => 100, 'reordered' => 50];

    /** @param non-empty-list<string> $corpus good requests that are JSON */
    public function __construct(private readonly array $corpus)
    {
    }

    /** @return \Generator<int, array{string, string}> kind and bytes */
    public function stream(int $count, int $seed): \Generator
    {
        mt_srand($seed);
        foreach (self::SHARES as $kind => $share) {
            // Of the largest a few dozen tell all that thousands would.
            $times = in_array($kind, ['huge', 'limit'], true) ? $share : max(1, intdiv($share * $count, 1000));
            for ($i = 0; $i < $times; $i++) {
                yield [$kind, $this->$kind($i)];
            }
        }
    }

    /** After each kind of byte in turn: inside strings, escapes, numbers, words, characters of several bytes. */
    private function cut(int $i): string
    {
        $text = $this->odd($this->good());
        $places = ['/\\\\/', '/\\\\u[0-9a-f]{0,3}/i', '/[0-9]/', '/[:,]/', '/[{\[]/', '/[}\]]/', '/"/', '/[a-z]/', '/[\xC0-\xFF]/', '/[\x80-\xBF]/', '/-/', '/\./', '/tru|fals|nul/'];
        return preg_match_all($places[$i % count($places)], $text, $found, PREG_OFFSET_CAPTURE) > 0
            ? substr($text, 0, ($at = $found[0][mt_rand(0, count($found[0]) - 1)])[1] + strlen($at[0]))
            : substr($text, 0, mt_rand(0, strlen($text)));
    }

    private function deep(int $i): string
    {
        $depth = [1, 2, 30, 31, 32, 33, 34, 64, 128, 1000, 10000, 100000, 300000][$i % 13];
        [$open, $close] = [['[', ']'], ['{"a":', '}'], ['[{"":', '}]'], ["[\n", ' ]'], ['[1,', ']']][intdiv($i, 13) % 5];
        $nest = str_repeat($open, $depth) . (mt_rand(0, 2) === 0 ? '' : '0') . (mt_rand(0, 3) === 0 ? '' : str_repeat($close, $depth));
        return mt_rand(0, 1) === 0 ? $nest : $this->inPlaceOfAValue($this->good(), $nest);
    }

    private function huge(int $i): string
    {
        $n = [1 << 20, 4 << 20, 10_000_000][intdiv($i, 10) % 3];
        return match ($i % 10) {
            0 => '{"contract":1,"command":"' . str_repeat('a', $n) . '"}',
            1 => '{"' . str_repeat('k', $n) . '":1}',
            2 => $this->inPlaceOfAValue($this->good(), '"' . str_repeat('é', $n >> 1) . '"'),
            3 => $this->inPlaceOfAValue($this->good(), str_repeat('9', $n)),
            4 => '[' . str_repeat('0,', $n >> 1) . '0]',
            5 => str_repeat(' ', $n) . $this->good(),
            6 => '{"contract":1,"command":"describe"' . str_repeat(',"a":{}', intdiv($n, 7)) . '}',
            7 => str_repeat("\x00", $n),
            8 => str_repeat('"', min($n, self::LIMIT)),
            9 => '{"contract":1,"command":"settle","services":[' . str_repeat('"",', intdiv(min($n, self::LIMIT - 99), 3)) . '""',
        };
    }

    /** Around the largest request that is read. */
    private function limit(int $i): string
    {
        $size = self::LIMIT + [-1, 0, 1][$i % 3];
        $base = $i % 2 === 0 ? '{"contract":1,"command":"describe"}' : $this->good();
        return match (intdiv($i, 3) % 4) {
            0 => str_pad($base, $size),
            1 => str_pad($base, $size, ' ', STR_PAD_LEFT),
            2 => '{"contract":1,"command":"describe","a":"' . str_repeat('x', $size - 42) . '"}',
            3 => str_pad('{"contract":1,', $size - 20, "\n") . '"command":"describe"}',
        };
    }

    private function utf8(int $i): string
    {
        $bad = self::INVALID_UTF8[$i % count(self::INVALID_UTF8)];
        return match (mt_rand(0, 3)) {
            0 => $this->insideAString($this->good(), $bad),
            1 => $this->insideAString($this->good(), 'é' . $bad . '💥'),
            2 => $this->between($this->good(), $bad),
            3 => $bad,
        };
    }

    private function control(int $i): string
    {
        $char = chr([...range(0, 31), 127][$i % 33]);
        return mt_rand(0, 2) > 0 ? $this->insideAString($this->good(), $char) : $this->between($this->good(), $char);
    }

    private function escape(int $i): string
    {
        return $this->insideAString($this->good(), self::ESCAPES[$i % count(self::ESCAPES)]);
    }

    /** A member said twice: right behind itself, or at the end of its object; the key perhaps written with escapes. */
    private function repeated(int $i): string
    {
        $text = $this->good();
        if (preg_match_all('/"(\w+)":("(?:[^"\\\\]|\\\\.)*"|-?\d+|null|true|false|\[\]|\{\})/', $text, $found, PREG_OFFSET_CAPTURE | PREG_SET_ORDER) < 1) {
            return '{"a":1,"a":1}';
        }
        [[$member, $at], [$key]] = $found[mt_rand(0, count($found) - 1)];
        $again = match ($i % 3) {
            0 => $member,
            1 => '"' . $key . '":null',
            2 => '"\\u' . sprintf('%04x', ord($key)) . substr($key, 1) . '":1',
        };
        return substr_replace($text, "$member,$again", $at, strlen($member));
    }

    private function number(int $i): string
    {
        $number = $i % 29 === 0 ? str_repeat('1', [50, 500, 5000, 100000][mt_rand(0, 3)]) . ['', '.5', 'e9'][mt_rand(0, 2)] : self::NUMBERS[$i % count(self::NUMBERS)];
        return $this->inPlaceOfAValue($this->good(), $number);
    }

    /** Spaces between all tokens; sometimes such that JSON does not know. */
    private function space(int $i): string
    {
        $allowed = $i % 2 === 0 ? 4 : count(self::SPACES) - 1;
        return preg_replace_callback('/"(?:[^"\\\\]|\\\\.)*"|[{}\[\]:,]|[^"{}\[\]:,\s]+/', fn (array $token): string =>
            (mt_rand(0, 2) > 0 ? self::SPACES[mt_rand(0, mt_rand(0, 9) > 0 ? min(4, $allowed) : $allowed)] : '') . $token[0], $this->good()) . "\n";
    }

    private function noise(int $i): string
    {
        return $i === 0 ? '' : random($i % 7 === 0 ? mt_rand(1000, 70000) : mt_rand(1, 300));
    }

    private function mutated(int $i): string
    {
        $text = $this->good();
        for ($times = mt_rand(1, 6); $times > 0; $times--) {
            $at = mt_rand(0, strlen($text));
            $text = match (mt_rand(0, 3)) {
                0 => substr_replace($text, chr(mt_rand(mt_rand(0, 9) > 0 ? 32 : 0, mt_rand(0, 9) > 0 ? 126 : 255)), $at, 1),
                1 => substr_replace($text, '', $at, mt_rand(1, 20)),
                2 => substr_replace($text, strrev((string) mt_rand()), $at, 0),
                3 => substr_replace($text, substr($other = $this->good(), mt_rand(0, strlen($other)), mt_rand(1, 120)), $at, mt_rand(0, 30)),
            };
        }
        return $text;
    }

    /** Still valid: members in another order, pretty-printed, letters written as escapes. */
    private function reordered(int $i): string
    {
        $value = $this->shuffled(json_decode($this->good()));
        $text = json_encode($value, ($i % 2 === 0 ? JSON_PRETTY_PRINT : 0) | ($i % 3 === 0 ? 0 : JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES));
        return $i % 4 !== 3 ? $text : preg_replace_callback('/"(\w)/', static fn (array $first): string => mt_rand(0, 3) > 0 ? $first[0] : sprintf('"\u%04X', ord($first[1])), $text);
    }

    private function shuffled(mixed $value): mixed
    {
        if (is_array($value)) {
            return array_map($this->shuffled(...), $value);
        }
        if (!$value instanceof \stdClass) {
            return $value;
        }
        $keys = array_map(strval(...), array_keys(get_object_vars($value)));
        $other = new \stdClass();
        for ($left = count($keys); $left > 0; $left--) {
            [$key] = array_splice($keys, mt_rand(0, $left - 1), 1);
            $other->$key = $this->shuffled($value->$key);
        }
        return $other;
    }

    private function good(): string
    {
        return $this->corpus[mt_rand(0, count($this->corpus) - 1)];
    }

    /** With characters of several bytes and escapes in it, to cut there. */
    private function odd(string $text): string
    {
        return mt_rand(0, 1) === 0 ? $text : $this->insideAString($this->insideAString($text, 'é€💥'), '\\u00e9\\"\\ud83d\\ude00');
    }

    private function insideAString(string $text, string $bytes): string
    {
        if (preg_match_all('/"(?:[^"\\\\]|\\\\.)*"/', $text, $found, PREG_OFFSET_CAPTURE) < 1) {
            return '"' . $bytes . '"';
        }
        [$token, $at] = $found[0][mt_rand(0, count($found[0]) - 1)];
        return substr_replace($text, $bytes, $at + mt_rand(1, strlen($token) - 1), 0);
    }

    private function inPlaceOfAValue(string $text, string $value): string
    {
        if (preg_match_all('/(?<=:)(?:"(?:[^"\\\\]|\\\\.)*"|-?\d+|null)/', $text, $found, PREG_OFFSET_CAPTURE) < 1) {
            return $value;
        }
        [$token, $at] = $found[0][mt_rand(0, count($found[0]) - 1)];
        return substr_replace($text, $value, $at, strlen($token));
    }

    private function between(string $text, string $bytes): string
    {
        $places = [];
        preg_match_all('/[{}\[\]:,]/', $text, $places, PREG_OFFSET_CAPTURE);
        $at = $places[0] === [] ? 0 : $places[0][mt_rand(0, count($places[0]) - 1)][1];
        return substr_replace($text, $bytes, $at + mt_rand(0, 1), 0);
    }
}

/** Bytes from the seeded generator; random_bytes would give others each time. */
function random(int $length): string
{
    $bytes = '';
    for ($i = 0; $i < $length; $i++) {
        $bytes .= chr(mt_rand(0, 255));
    }
    return $bytes;
}
