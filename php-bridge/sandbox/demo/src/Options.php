<?php

/**
 * What the caller asked for, from the environment: CHECK, DB, PORT, MAKEGOOD_VAR, MAKEGOOD_MODULE; and the places that follow from it.
 */

declare(strict_types=1);

namespace MakegoodDemo;

final class Options
{
    private function __construct(
        public readonly bool $check,
        public readonly string $database,
        public readonly int $port,
        public readonly string $home,
        public readonly string $module,
        public readonly string $sandbox,
    ) {
    }

    /** @throws Failed with what to do, when a part is missing or a value makes no sense */
    public static function fromEnvironment(): self
    {
        $checkout = dirname(__DIR__, 4);
        $database = self::text('DB', 'sqlite');
        if (!in_array($database, ['sqlite', 'mariadb'], true)) {
            throw new Failed("DB is sqlite or mariadb, not \"{$database}\"");
        }
        $var = self::text('MAKEGOOD_VAR', $checkout . '/var');
        // Each database has a panel of its own: its clock and its secrets belong to its data.
        $options = new self(
            !in_array(self::text('CHECK', ''), ['', '0'], true),
            $database,
            (int) self::text('PORT', '8080'),
            $database === 'sqlite' ? $var : $var . '/mariadb',
            rtrim(self::text('MAKEGOOD_MODULE', $checkout . '/build/whmcs/modules/addons/makegood'), '/'),
            dirname(__DIR__, 2),
        );
        $options->verify();
        return $options;
    }

    public function root(): string
    {
        return $this->home . '/panel';
    }

    private function verify(): void
    {
        foreach (['makegood.php', 'bridge/autoload.php', 'engine/makegood.php', 'engine/manifest.json'] as $file) {
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

    private static function text(string $name, string $default): string
    {
        $value = getenv($name);
        return $value === false || $value === '' ? $default : $value;
    }
}
