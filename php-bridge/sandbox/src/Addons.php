<?php

/** Addon modules: where they lie, their functions, activation, settings, access by role, upgrade. */

declare(strict_types=1);

namespace MakegoodSandbox;

use WHMCS\Database\Capsule;

final class Addons
{
    public static function directory(string $name): string
    {
        if (preg_match('/^[a-z][a-z0-9_]*$/D', $name) !== 1) {
            throw new UndocumentedUse("an addon module's name is lower-case letters, digits and underscores, not \"$name\"");
        }

        return Panel::root() . '/modules/addons/' . $name;
    }

    /** @return list<string> modules present in the root */
    public static function present(): array
    {
        $found = array_map('basename', glob(Panel::root() . '/modules/addons/*', GLOB_ONLYDIR) ?: []);

        return array_values(array_filter($found, static fn (string $name): bool => is_file(self::directory($name) . "/$name.php")));
    }

    /** @return list<string> */
    public static function active(): array
    {
        return array_values(array_filter(explode(',', Config::get('ActiveAddonModules'))));
    }

    /** Loads a module's classes as documented: lib/ holds WHMCS\Module\Addon\<StudlyName>\… */
    public static function autoload(): void
    {
        static $once = false;
        if ($once) {
            return;
        }
        $once = true;
        spl_autoload_register(static function (string $class): void {
            if (preg_match('/^WHMCS\\\\Module\\\\Addon\\\\(\w+)\\\\(.+)$/D', $class, $found) === 1) {
                $name = strtolower((string) preg_replace('/(?<!^)[A-Z]/', '_$0', $found[1]));
                $file = Panel::root() . "/modules/addons/$name/lib/" . str_replace('\\', '/', $found[2]) . '.php';
                is_file($file) && require_once $file;
            }
        });
    }

    /** hooks.php of every active module: on each boot. */
    public static function loadHooks(): void
    {
        if (!Capsule::schema()->hasTable('tblconfiguration')) {
            return;
        }
        array_map(self::hooksOf(...), self::active());
    }

    private static function hooksOf(string $name): void
    {
        foreach (['bridge/autoload.php', 'hooks.php'] as $file) {
            is_file(self::directory($name) . "/$file") && self::load(self::directory($name) . "/$file", $file === 'hooks.php');
        }
    }

    /** @return array{status: string, description: string} what the module's _activate answered */
    public static function activate(string $name): array
    {
        $answer = self::has($name, 'activate') ? (array) self::invoke($name, 'activate') : [];
        $answer += ['status' => 'success', 'description' => ''];
        if ($answer['status'] !== 'error' && !in_array($name, self::active(), true)) {
            self::switchOn($name);
        }

        return $answer;
    }

    /** The panel's own part of an activation. */
    public static function switchOn(string $name): void
    {
        $config = self::config($name);
        Config::set('ActiveAddonModules', implode(',', [...self::active(), $name]));
        self::store($name, ['version' => (string) $config['version']]);
        Log::activity("Addon Module Activated - {$config['name']}");
        self::hooksOf($name);
        Clock::lend();
    }

    /** @return array{status: string, description: string} */
    public static function deactivate(string $name): array
    {
        $answer = self::has($name, 'deactivate') ? (array) self::invoke($name, 'deactivate') : [];
        $answer += ['status' => 'success', 'description' => ''];
        if ($answer['status'] !== 'error') {
            Config::set('ActiveAddonModules', implode(',', array_diff(self::active(), [$name])));
            Capsule::table('tbladdonmodules')->where('module', $name)->delete();
        }

        return $answer;
    }

    /**
     * The settings page's "Save Changes": fields not given take their default.
     *
     * @param array<string, string> $values
     * @param list<int>             $roles  admin roles that may open the module
     */
    public static function configure(string $name, array $values, array $roles): void
    {
        $fields = self::config($name)['fields'] ?? [];
        $unknown = array_diff(array_keys($values), array_keys($fields));
        if ($unknown !== []) {
            throw new UndocumentedUse("module $name has no setting " . implode(', ', $unknown));
        }
        $all = [];
        foreach ($fields as $key => $field) {
            $all[$key] = (string) ($values[$key] ?? $field['Default'] ?? '');
        }
        self::store($name, $all + ['access' => implode(',', $roles)]);
        Hooks::run('AddonModuleConfigSave');
    }

    /** @return array<string, string> */
    public static function settings(string $name): array
    {
        $rows = Capsule::table('tbladdonmodules')->where('module', $name)->pluck('value', 'setting')->all();

        return array_map('strval', $rows);
    }

    public static function mayUse(string $name, int $adminId): bool
    {
        $role = (string) Capsule::table('tbladmins')->where('id', $adminId)->value('roleid');

        return $role !== '' && in_array($role, explode(',', self::settings($name)['access'] ?? ''), true);
    }

    /** @return array<string, mixed> what _output and _clientarea receive; runs _upgrade first when the version changed */
    public static function vars(string $name, string $modulelink, string $language = 'english'): array
    {
        self::upgrade($name);
        $settings = self::settings($name);
        unset($settings['access']);

        return ['modulelink' => $modulelink, '_lang' => self::language($name, $language)] + $settings;
    }

    public static function has(string $name, string $function): bool
    {
        self::load(self::directory($name) . "/$name.php", false, "{$name}_config");

        return function_exists("{$name}_$function");
    }

    /** @param array<string, mixed> $vars */
    public static function invoke(string $name, string $function, array $vars = []): mixed
    {
        if (!self::has($name, $function)) {
            throw new UndocumentedUse("module $name has no function {$name}_$function");
        }

        return ("{$name}_$function")($vars);
    }

    /** @return array<string, mixed> */
    public static function config(string $name): array
    {
        $config = (array) self::invoke($name, 'config');
        $missing = array_diff(['name', 'description', 'version', 'author', 'language', 'fields'], array_keys($config));
        if ($missing !== []) {
            throw new UndocumentedUse("{$name}_config lacks " . implode(', ', $missing));
        }
        foreach ($config['fields'] as $key => $field) {
            if (!in_array($field['Type'] ?? '', ['text', 'password', 'yesno', 'textarea', 'dropdown', 'radio'], true)) {
                throw new UndocumentedUse("setting $key of module $name has no documented Type");
            }
        }

        return $config;
    }

    private static function upgrade(string $name): void
    {
        $old = self::settings($name)['version'] ?? '';
        $new = (string) self::config($name)['version'];
        if ($old === $new) {
            return;
        }
        if (self::has($name, 'upgrade')) {
            self::invoke($name, 'upgrade', ['version' => $old]);
        }
        self::store($name, ['version' => $new]);
    }

    /** @return array<string, string> */
    private static function language(string $name, string $language): array
    {
        $_ADDONLANG = [];
        foreach ([$language, (string) (self::config($name)['language'] ?: 'english')] as $try) {
            $file = self::directory($name) . '/lang/' . basename($try) . '.php';
            if (is_file($file)) {
                require $file;
                break;
            }
        }

        return $_ADDONLANG;
    }

    /** @param array<string, string> $values */
    private static function store(string $name, array $values): void
    {
        foreach ($values as $setting => $value) {
            Capsule::table('tbladdonmodules')->updateOrInsert(['module' => $name, 'setting' => $setting], ['value' => $value]);
        }
    }

    /** $always: hooks register themselves anew at each boot. $unless: a function that shows that the file is loaded already. */
    private static function load(string $file, bool $always, ?string $unless = null): void
    {
        if ($unless !== null && function_exists($unless)) {
            return;
        }
        if (!is_file($file)) {
            throw new UndocumentedUse('no such module file: ' . basename($file));
        }
        $always ? require $file : require_once $file;
    }
}
