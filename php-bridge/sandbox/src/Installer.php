<?php

/** Makes a panel's root directory: settings, entry files, tables, settings rows, and a copy of a module. */

declare(strict_types=1);

namespace MakegoodSandbox;

use MakegoodSandbox\Shared\Directories;
use WHMCS\Database\Capsule;

final class Installer
{
    private const SETTINGS = ['CompanyName' => 'Harbour Hosting', 'SystemURL' => 'http://127.0.0.1:8080/', 'Language' => 'english',
        'Template' => 'sandbox', 'DateFormat' => 'DD/MM/YYYY', 'TaxEnabled' => 'on', 'TaxType' => 'Exclusive', 'TaxPerLineItem' => '',
        'CreateInvoiceDaysBefore' => '14', 'AutomaticCreditUse' => 'on', 'ActiveAddonModules' => '', 'SandboxClientsPayAfterDays' => '3'];

    /**
     * Installs into a directory, or brings its module and tables up to date; data that is there stays, unless $fresh.
     *
     * @param string|null $module directory of an addon module; it is copied, since a link would show the module a wrong root
     * @param string      $db     sqlite, or mariadb with the connection from SANDBOX_DB_HOST (a path is a socket), _PORT, _USER,
     *                            _PASSWORD, _NAME
     */
    public static function install(
        string $root,
        ?string $module = null,
        string $db = 'sqlite',
        bool $fresh = false,
        string $timezone = 'UTC',
    ): void {
        foreach (['', '/admin', '/crons', '/includes', '/modules/addons', '/templates_c', '/sessions'] as $directory) {
            is_dir($root . $directory) || mkdir($root . $directory, 0700, true);
        }
        $root = (string) realpath($root);
        if ($fresh && $db === 'sqlite') {
            array_map('unlink', glob($root . '/panel.sqlite*') ?: []);
        }
        $settings = self::connection($root, $db);
        self::write($root . '/configuration.php', self::configuration($settings, $timezone));
        self::entryFiles($root);
        $module === null || Directories::copy($module, $root . '/modules/addons/' . basename($module));
        $db === 'mariadb' && self::createDatabase($settings);
        Panel::connect($settings);
        $fresh && $db === 'mariadb' && Schema::drop();
        Schema::create();
        self::defaults();
    }

    /** @return array<string, string> */
    private static function connection(string $root, string $db): array
    {
        $env = static function (string $name, string $default): string {
            $value = getenv("SANDBOX_DB_$name");

            return $value === false ? $default : $value;
        };

        return match ($db) {
            'sqlite' => ['db_driver' => 'sqlite', 'db_host' => '', 'db_port' => '', 'db_username' => '', 'db_password' => '',
                'db_name' => $root . '/panel.sqlite'],
            'mariadb' => ['db_driver' => 'mysql', 'db_host' => $env('HOST', '127.0.0.1'), 'db_port' => $env('PORT', '3306'),
                'db_username' => $env('USER', 'root'), 'db_password' => $env('PASSWORD', ''),
                'db_name' => $env('NAME', 'makegood_sandbox')],
            default => throw new \InvalidArgumentException("db is sqlite or mariadb, not \"$db\""),
        };
    }

    /** @param array<string, string> $settings */
    private static function configuration(array $settings, string $timezone): string
    {
        $lines = ['<?php', '', '// The panel\'s settings, as the real panel keeps them; $db_driver is the sandbox\'s own.'];
        foreach ($settings as $name => $value) {
            $lines[] = "\$$name = " . var_export($value, true) . ';';
        }
        $lines[] = 'date_default_timezone_set(' . var_export($timezone, true) . ');';

        return implode("\n", $lines) . "\n";
    }

    private static function entryFiles(string $root): void
    {
        $autoload = var_export(dirname(__DIR__) . '/autoload.php', true);
        $boot = "\\MakegoodSandbox\\Panel::boot(__DIR__);\n";
        self::write("$root/init.php", "<?php\n\n// Boots the panel.\nrequire_once $autoload;\n$boot");
        self::write("$root/crons/cron.php", "<?php\n\n// One call of the panel's cron.\nrequire_once dirname(__DIR__) . '/init.php';\n"
            . "echo json_encode(\\MakegoodSandbox\\Cron::run()), \"\\n\";\n");
        self::write("$root/includes/invoicefunctions.php", "<?php\n\n// Where modules look for refundInvoicePayment().\nrequire "
            . var_export(__DIR__ . '/refund_function.php', true) . ";\n");
        foreach (['index.php', 'clientarea.php', 'viewinvoice.php', 'admin/index.php', 'admin/addonmodules.php'] as $page) {
            $up = str_contains($page, '/') ? 'dirname(__DIR__)' : '__DIR__';
            self::write("$root/$page", "<?php\n\nrequire_once $up . '/init.php';\n\\MakegoodSandbox\\Web\\Pages::serve('/$page');\n");
        }
    }

    /** @param array<string, string> $settings */
    private static function createDatabase(array $settings): void
    {
        $host = $settings['db_host'];
        $where = str_starts_with($host, '/') ? "unix_socket=$host" : "host=$host;port=" . ($settings['db_port'] ?: '3306');
        $pdo = new \PDO("mysql:$where", $settings['db_username'], $settings['db_password']);
        $name = str_replace('`', '', $settings['db_name']);
        $pdo->exec("CREATE DATABASE IF NOT EXISTS `$name` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci");
    }

    private static function defaults(): void
    {
        foreach (self::SETTINGS as $setting => $value) {
            Config::find($setting) === null && Config::set($setting, $value);
        }
        if (!Capsule::table('tbladmins')->exists()) {
            Capsule::table('tbladmins')->insert([
                ['id' => 1, 'roleid' => 1, 'username' => 'admin', 'firstname' => 'Ada', 'lastname' => 'Admin'],
                ['id' => 2, 'roleid' => 2, 'username' => 'support', 'firstname' => 'Sam', 'lastname' => 'Support'],
            ]);
        }
    }

    private static function write(string $file, string $text): void
    {
        file_put_contents($file, $text);
        chmod($file, 0600);
    }
}
