<?php

/**
 * What the caller asked for, from the environment: PANEL, LINE, CHECK, DB, PORT, MAKEGOOD_VAR, MAKEGOOD_REFERENCE, MAKEGOOD_MODULE; and the
 * places that follow from it.
 */

declare(strict_types=1);

namespace MakegoodDemo;

final class Options
{
    public const LINES = ['0.7', '0.8', 'main'];

    /** The file that a module's folder is known by. */
    private const MODULES = ['whmcs' => 'makegood.php', 'fossbilling' => 'Service.php'];

    private function __construct(
        public readonly string $panel,
        public readonly string $line,
        public readonly bool $check,
        public readonly string $database,
        public readonly int $port,
        public readonly string $home,
        public readonly string $reference,
        public readonly string $module,
        public readonly string $sandbox,
    ) {
    }

    /** @throws Failed with what to do, when a part is missing or a value makes no sense */
    public static function fromEnvironment(): self
    {
        $checkout = dirname(__DIR__, 4);
        $panel = self::oneOf('PANEL', 'whmcs', array_keys(self::MODULES));
        $line = self::oneOf('LINE', '0.8', self::LINES);
        $database = self::oneOf('DB', 'sqlite', ['sqlite', 'mariadb']);
        $isWhmcs = $panel === 'whmcs';
        $var = self::text('MAKEGOOD_VAR', $checkout . '/var');
        // Each database of each panel has a root of its own: its clock and its secrets belong to its data.
        $home = ($database === 'sqlite' ? $var : $var . '/mariadb') . ($isWhmcs ? '' : "/fossbilling-{$line}");
        $options = new self(
            $panel,
            $line,
            !in_array(self::text('CHECK', ''), ['', '0'], true),
            $database,
            (int) self::text('PORT', '8080'),
            $home,
            self::text('MAKEGOOD_REFERENCE', $var . '/reference-' . self::build($checkout)),
            rtrim(self::text('MAKEGOOD_MODULE', $checkout . ($isWhmcs ? '/build/whmcs/modules/addons/makegood' : '/build/fossbilling/Makegood')), '/'),
            dirname(__DIR__, 3) . ($isWhmcs ? '/sandbox' : '/fossbilling/sandbox'),
        );
        $options->verify();
        return $options;
    }

    /** The same month on WHMCS, played to its end in a place of its own, for comparison. */
    public function ofReference(): self
    {
        $bridge = dirname(__DIR__, 3);
        $module = dirname($bridge) . '/build/whmcs/modules/addons/makegood';
        $options = new self('whmcs', $this->line, true, 'sqlite', 0, $this->reference, $this->reference, $module, $bridge . '/sandbox');
        $options->verify();
        return $options;
    }

    public function root(): string
    {
        return $this->home . '/panel';
    }

    private function verify(): void
    {
        foreach ([self::MODULES[$this->panel], 'bridge/autoload.php', 'engine/makegood.php', 'engine/manifest.json'] as $file) {
            if (!is_file("{$this->module}/{$file}")) {
                throw new Failed("{$this->module}/{$file} is missing: run `make module` first (`make demo` does)");
            }
        }
        if (!extension_loaded($this->database === 'sqlite' ? 'pdo_sqlite' : 'pdo_mysql')) {
            throw new Failed('PHP lacks the ' . ($this->database === 'sqlite' ? 'pdo_sqlite' : 'pdo_mysql') . ' extension: run `scripts/setup.sh test`');
        }
        if (!is_dir($this->home) && !mkdir($this->home, 0700, true)) {
            throw new Failed("cannot make the directory {$this->home}");
        }
    }

    /** A month that another build has played is no reference. */
    private static function build(string $checkout): string
    {
        $manifest = $checkout . '/build/whmcs/modules/addons/makegood/engine/manifest.json';
        return is_file($manifest) ? substr(hash_file('sha256', $manifest), 0, 8) : 'none';
    }

    /** @param list<string> $words */
    private static function oneOf(string $name, string $default, array $words): string
    {
        $value = self::text($name, $default);
        return in_array($value, $words, true) ? $value : throw new Failed("{$name} is " . implode(' or ', $words) . ", not \"{$value}\"");
    }

    private static function text(string $name, string $default): string
    {
        $value = getenv($name);
        return $value === false || $value === '' ? $default : $value;
    }
}
