<?php

/** Reads config.php of the root; a dot goes one level down. */

declare(strict_types=1);

namespace FOSSBilling;

final class Config
{
    public static function getConfig(): array
    {
        return \FossSandbox\Panel::config();
    }

    public static function getProperty(string $property, mixed $default = null): mixed
    {
        $value = self::getConfig();
        foreach (explode('.', $property) as $key) {
            if (!is_array($value) || !array_key_exists($key, $value)) {
                return $default;
            }
            $value = $value[$key];
        }

        return $value;
    }
}
