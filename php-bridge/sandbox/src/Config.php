<?php

/** The panel's settings, table tblconfiguration. */

declare(strict_types=1);

namespace MakegoodSandbox;

use WHMCS\Database\Capsule;

final class Config
{
    public static function get(string $setting, string $default = ''): string
    {
        return self::find($setting) ?? $default;
    }

    public static function find(string $setting): ?string
    {
        $value = Capsule::table('tblconfiguration')->where('setting', $setting)->value('value');

        return $value === null ? null : (string) $value;
    }

    public static function set(string $setting, string $value): void
    {
        Capsule::table('tblconfiguration')->updateOrInsert(['setting' => $setting], ['value' => $value]);
    }

    /** Changes a setting only while it still has the value that was read: true when this caller did it. */
    public static function swap(string $setting, string $old, string $new): bool
    {
        return Capsule::table('tblconfiguration')->where('setting', $setting)->where('value', $old)->update(['value' => $new]) === 1;
    }
}
