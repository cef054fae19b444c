<?php

/** Names of a wasm module's functions: its custom section `name`, made readable by c++filt where that is installed. */

declare(strict_types=1);

namespace Makegood\Bench;

final class Names
{
    private function __construct(private readonly string $bytes, private int $at = 0)
    {
    }

    /** @return array<int, string> by number of the function */
    public static function of(string $wasm): array
    {
        $module = new self((string) file_get_contents($wasm), 8);
        while ($module->at < strlen($module->bytes)) {
            $id = $module->number(1);
            $body = $module->text();
            $section = new self($body);
            if ($id === 0 && $section->text() === 'name') {
                return self::readable($section->functions());
            }
        }
        throw new \RuntimeException('the module has no names: build it with `cargo run -p xtask -- named`');
    }

    /** `crate::module` of a readable name, by which self times are added up; also of a method of a trait. */
    public static function room(string $name): string
    {
        if (preg_match('/^(php): /', $name, $found) === 1) {
            return $found[1];
        }
        $path = preg_match('/\b([a-z_0-9]+::[a-z_0-9]+)\b/', $name, $found) === 1 ? $found[1] : $name;
        // What a library does for a type of ours is ours: <ours as theirs>::method, theirs<ours>.
        return preg_match('/\bmakegood::[a-z_0-9]+/', $name, $found) === 1 ? $found[0] : $path;
    }

    /** @return array<int, string> subsection 1 */
    private function functions(): array
    {
        $names = [];
        while ($this->at < strlen($this->bytes)) {
            $kind = $this->number(1);
            $part = new self($this->text());
            if ($kind !== 1) {
                continue;
            }
            for ($left = $part->number(); $left > 0; $left--) {
                $index = $part->number();
                $names[$index] = $part->text();
            }
        }
        return $names;
    }

    /** An unsigned number in LEB128. */
    private function number(int $most = 10): int
    {
        for ($value = $shift = 0; $most > 0; $most--, $shift += 7) {
            $byte = ord($this->bytes[$this->at++]);
            $value |= ($byte & 127) << $shift;
            if ($byte < 128) {
                break;
            }
        }
        return $value;
    }

    /** Bytes with their length before them. */
    private function text(): string
    {
        $length = $this->number();
        $text = substr($this->bytes, $this->at, $length);
        $this->at += $length;
        return $text;
    }

    /** @param array<int, string> $names */
    private static function readable(array $names): array
    {
        // A file, not a pipe: it takes all names before the first one is read.
        $input = tmpfile();
        fwrite($input, implode("\n", $names) . "\n");
        rewind($input);
        $filter = @proc_open(['c++filt'], [$input, ['pipe', 'w'], ['file', '/dev/null', 'w']], $pipes);
        if ($filter === false) {
            return $names;
        }
        $lines = explode("\n", rtrim((string) stream_get_contents($pipes[1]), "\n"));
        proc_close($filter);
        // The hash behind a name of the older kind says nothing to a reader.
        $lines = array_map(static fn (string $line): string => (string) preg_replace('/::h[0-9a-f]{16}$|\[[0-9a-f]{16}\]/', '', $line), $lines);
        return count($lines) === count($names) ? array_combine(array_keys($names), $lines) : $names;
    }
}
