<?php

/** Makes a panel's root directory: config.php, folders, tables, settings, staff, and a copy of a module. */

declare(strict_types=1);

namespace FossSandbox;

use MakegoodSandbox\Shared\Directories;

final class Installer
{
    private const SETTINGS = ['company_name' => 'Harbour Hosting', 'company_email' => 'billing@harbour-hosting.example', 'company_address_1' => '1 Quay Road',
        'invoice_series' => 'FOSS-', 'invoice_series_paid' => 'FOSS-', 'invoice_starting_number' => '1', 'invoice_due_days' => '5',
        'invoice_issue_days_before_expire' => '14', 'invoice_cn_series' => 'CN-', 'invoice_number_padding' => '5', 'tax_enabled' => '1'];

    /**
     * Installs into a directory, or brings its module and tables up to date; data that is there stays, unless $fresh.
     *
     * @param string|null $module directory of a module; it is copied under its name in modules/
     * @param string      $db     sqlite, or mariadb with the connection from SANDBOX_DB_HOST (a path is a socket), _PORT, _USER,
     *                            _PASSWORD, _NAME
     */
    public static function install(
        string $root,
        ?string $module = null,
        string $db = 'sqlite',
        bool $fresh = false,
        string $timezone = 'UTC',
        string $url = 'http://127.0.0.1:8080/',
    ): void {
        foreach (['', '/modules', '/themes', '/library', '/data/cache', '/data/log', '/data/uploads', '/sessions'] as $directory) {
            is_dir($root . $directory) || mkdir($root . $directory, 0700, true);
        }
        $root = (string) realpath($root);
        if ($fresh) {
            array_map('unlink', [...(glob($root . '/panel.sqlite*') ?: []), ...(glob($root . '/*.log') ?: []), ...(glob($root . '/data/log/*') ?: [])]);
        }
        $settings = self::connection($root, $db);
        self::config($root, $settings, $timezone, $url);
        $module === null || Directories::copy($module, $root . '/modules/' . ucfirst(strtolower(basename(rtrim($module, '/')))));
        $db === 'mariadb' && Database::createDatabase($settings);
        $pdo = Database::open($settings);
        $fresh && $db === 'mariadb' && Schema::drop($pdo);
        Schema::create($pdo);
        Panel::boot($root);
        self::defaults();
    }

    /** @return array<string, string> */
    private static function connection(string $root, string $db): array
    {
        $env = static fn (string $name, string $default): string => getenv("SANDBOX_DB_$name") === false ? $default : (string) getenv("SANDBOX_DB_$name");

        return match ($db) {
            'sqlite' => ['type' => 'sqlite', 'host' => '', 'port' => '', 'name' => $root . '/panel.sqlite', 'user' => '', 'password' => ''],
            'mariadb' => ['type' => 'mysql', 'host' => $env('HOST', '127.0.0.1'), 'port' => $env('PORT', '3306'), 'name' => $env('NAME', 'makegood_foss'),
                'user' => $env('USER', 'root'), 'password' => $env('PASSWORD', '')],
            default => throw new \InvalidArgumentException("db is sqlite or mariadb, not \"$db\""),
        };
    }

    /**
     * config.php returns an array, as the real one; `sandbox_profile` and the database type sqlite are the sandbox's own.
     *
     * @param array<string, string> $db
     */
    private static function config(string $root, array $db, string $timezone, string $url): void
    {
        $file = $root . '/config.php';
        $salt = is_file($file) ? (require $file)['info']['salt'] : bin2hex(random_bytes(16));
        $config = ['sandbox_profile' => Profile::name(), 'url' => $url, 'admin_area_prefix' => '/admin', 'path_data' => $root . '/data',
            'info' => ['salt' => $salt, 'instance_id' => substr(hash('sha256', $salt), 0, 32)], 'i18n' => ['locale' => 'en_US', 'timezone' => $timezone],
            'security' => ['mode' => 'strict', 'force_https' => false], 'api' => ['CSRFPrevention' => true, 'require_referrer_header' => false],
            'db' => Profile::is('main') && $db['type'] === 'mysql' ? ['driver' => 'pdo_mysql'] + $db : $db];
        file_put_contents($file, "<?php\n\n// The panel's settings.\nreturn " . var_export($config, true) . ";\n");
        chmod($file, 0600);
        // Two installations in one process within a second must not read the first one's file from the opcode cache.
        function_exists('opcache_invalidate') && opcache_invalidate($file, true);
    }

    private static function defaults(): void
    {
        $system = Panel::container()['mod_service']('system');
        foreach (self::SETTINGS + ['invoice_refund_logic' => Assumptions::value('refund.logic')] as $name => $value) {
            $system->paramExists($name) || $system->setParamValue($name, $value);
        }
        if (Rows::sql('SELECT id FROM admin') === []) {
            self::staff();
            Rows::make('PayGateway', ['name' => 'Bank transfer', 'gateway' => 'Custom', 'enabled' => 1, 'allow_single' => 1, 'allow_recurrent' => 1, 'test_mode' => 0,
                'config' => '{}']);
        }
        Assumptions::is('hooks.fresh', 'connected') && Panel::container()['mod_service']('hook')->batchConnect();
    }

    /** 1 may do everything, 2 only what it was given (nothing), 3 is cron. */
    private static function staff(): void
    {
        $people = [['admin@harbour-hosting.example', 'Ada Admin', 'admin', null], ['support@harbour-hosting.example', 'Sam Support', 'staff', null],
            ['cron@harbour-hosting.example', 'System Cron Job', 'cron', 'cron']];
        foreach ($people as [$email, $name, $role, $system]) {
            Rows::make('Admin', ['email' => $email, 'name' => $name, 'role' => $role, 'system_name' => $system, 'status' => 'active', 'permissions' => '{}']);
        }
        if (!Profile::is('0.7')) {
            Rows::sql("INSERT INTO admin_group (name, system_name, permissions, protected) VALUES ('Super administrators', 'super_administrators', '{}', 1)");
            Rows::sql("INSERT INTO admin_group (name, permissions, protected) VALUES ('Support', '{}', 0)");
            Rows::sql('INSERT INTO admin_group_member (admin_id, admin_group_id) VALUES (1, 1), (2, 2)');
        }
    }
}
