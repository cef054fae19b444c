<?php

/** Compiles dist/makegood.wasm into classes for these tests: with primitives, without, and one that does each primitive twice and compares. */

declare(strict_types=1);

namespace MakegoodPrimitives;

final class Build
{
    /** @var array<string, array{types: list<string>, result: string, kind: string, file: string}> by name, as the sections' heads say */
    public readonly array $primitives;

    /** @var list<string> primitives whose wasm body cannot stand beside the PHP in one class; sinks never do */
    public array $apart = [];

    public function __construct(private readonly string $root, private readonly string $work)
    {
        is_dir($work) || mkdir($work, 0777, true);
        $primitives = [];
        foreach (glob("$root/php-bridge/primitives/*.php") ?: [] as $file) {
            preg_match_all('/^\/\/: (\w+)\(([\w, ]*)\)(?::(\w+))? (pure|sink)\b/m', (string) file_get_contents($file), $heads, PREG_SET_ORDER);
            foreach ($heads as [, $name, $types, $result, $kind]) {
                $primitives[$name] = ['types' => array_values(array_filter(array_map(trim(...), explode(',', $types)))), 'result' => $result, 'kind' => $kind, 'file' => basename($file)];
            }
        }
        $this->primitives = $primitives;
    }

    /** @return class-string the class with PHP's primitives as they are shipped */
    public function with(): string
    {
        return $this->compile('With', $this->root . '/php-bridge/primitives');
    }

    /** @return class-string wasm alone */
    public function without(): string
    {
        return $this->compile('Without', null);
    }

    /** @return class-string wasm alone, each primitive's own body to be called from outside */
    public function apart(): string
    {
        return $this->compile('Apart', null, array_keys($this->primitives));
    }

    /** @return class-string every pure primitive is done by PHP and by wasm wherever it is called, and compared (twice.php.txt) */
    public function twice(): string
    {
        $this->apart = array_keys(array_filter($this->primitives, static fn (array $primitive): bool => $primitive['kind'] === 'sink'));
        while (true) {
            try {
                return $this->twiceWithout($this->apart);
            } catch (\RuntimeException $refused) {
                // A body that may recurse (through Rust's panics) is no primitive when PHP falls back on it; one that PHP never needs may be such.
                if (preg_match('/primitive: (\w+): calls itself/', $refused->getMessage(), $found) !== 1 || in_array($found[1], $this->apart, true)) {
                    throw $refused;
                }
                $this->apart[] = $found[1];
            }
        }
    }

    /** @param list<string> $apart */
    private function twiceWithout(array $apart): string
    {
        $writes = (require __DIR__ . '/rows.php')['writes'];
        return $this->compile('Twice', $this->folder('twice', function (string $name, array $primitive, string $section) use ($writes, $apart): string {
            if (in_array($name, $apart, true)) {
                return $section;
            }
            $parameters = implode(', ', array_map(static fn (int $i): string => "int \$a$i", array_keys($primitive['types'])));
            return str_replace("function $name(", "function mine_$name(", $section)
                . "\nprivate static function $name($parameters): int\n{\n    return self::both('$name', \\func_get_args(), " . var_export(in_array($name, $writes, true), true) . ");\n}\n";
        }, $this->twiceDoor($apart)));
    }

    /** @return class-string with a defect at the beginning of one primitive */
    public function planted(string $planted): string
    {
        return $this->compile('Planted_' . $planted, $this->folder("planted-$planted", static fn (string $name, array $primitive, string $section): string => $name !== $planted ? $section
            : preg_replace('/^\{$/m', $primitive['kind'] === 'sink' ? "{\n    self::\$out .= ' ';" : "{\n    return 0;", $section, 1), ''));
    }

    /** A copy of the primitives, each section changed by $change, $door added. */
    private function folder(string $name, callable $change, string $door): string
    {
        $folder = "$this->work/$name";
        is_dir($folder) || mkdir($folder);
        array_map('unlink', glob("$folder/*.php") ?: []);
        foreach (glob("$this->root/php-bridge/primitives/*.php") ?: [] as $file) {
            $parts = preg_split('/^(?=\/\/: )/m', (string) file_get_contents($file));
            foreach ($parts as &$part) {
                if (preg_match('/^\/\/: (\w+)\(/', $part, $head) === 1) {
                    $part = rtrim($change($head[1], $this->primitives[$head[1]], $part)) . "\n\n";
                }
            }
            file_put_contents("$folder/" . basename($file), implode('', $parts));
        }
        $door !== '' && file_put_contents("$folder/zz-tests.php", "<?php\n\n//: door\n$door");
        return $folder;
    }

    /** twice.php.txt with a branch for each primitive: the compiler keeps only those wasm bodies that are called by their name. */
    private function twiceDoor(array $apart): string
    {
        $door = explode("//: door\n", (string) file_get_contents(__DIR__ . '/twice.php.txt'), 2)[1];
        [$mine, $wasm] = ['', ''];
        foreach (array_keys($this->primitives) as $name) {
            $isApart = in_array($name, $apart, true);
            $mine .= "            '$name' => self::" . ($isApart ? $name : "mine_$name") . "(...\$args),\n";
            $wasm .= $isApart ? '' : "            '$name' => self::wasm_$name(...\$args),\n";
        }
        return strtr($door, ["            /* MINE */\n" => $mine, "            /* WASM */\n" => $wasm]);
    }

    /** @param list<string> $exports besides those of the door */
    private function compile(string $class, ?string $folder, array $exports = []): string
    {
        $name = "MakegoodPrimitives\\Compiled$class\\Core";
        $out = "$this->work/$class.php";
        $command = ["$this->root/target/release/wasm2php", "$this->root/dist/makegood.wasm", '--class', $name, '--out', $out, ...($folder === null ? [] : ['--primitives', $folder])];
        foreach (['mg_alloc', 'mg_call', 'mg_ask', 'mg_release', ...$exports] as $export) {
            array_push($command, '--export', $export);
        }
        exec(implode(' ', array_map(escapeshellarg(...), $command)) . ' 2>&1', $said, $code);
        if ($code !== 0) {
            throw new \RuntimeException("$class: " . implode("\n", $said));
        }
        require $out;
        return $name;
    }
}
