<?php

/** Finds the classes of the panel: its library, its core modules, the modules in the root, and records made from the schema. */

declare(strict_types=1);

namespace FossSandbox;

final class Loader
{
    /** Library classes that not every line has; a trailing * stands for a whole namespace. */
    private const LINES = [
        'Api_Abstract' => ['0.7'],
        'Box_Mod' => ['0.7'],
        'Box_Period' => ['0.7', '0.8'],
        'Box_Database' => ['0.7', '0.8'],
        'FOSSBilling\\Period' => ['main'],
        'FOSSBilling\\Module' => ['0.8', 'main'],
        'FOSSBilling\\Api\\*' => ['0.8', 'main'],
        'FOSSBilling\\Interfaces\\WidgetProviderInterface' => ['0.8', 'main'],
        'Doctrine\\*' => ['0.8', 'main'],
        'Symfony\\*' => ['0.7', '0.8', 'main'],
    ];

    public static function load(string $class): void
    {
        if (str_starts_with($class, 'Box\\Mod\\')) {
            Entities::declare($class) || self::module($class);
        } elseif (str_starts_with($class, 'Model_')) {
            Models::declare($class);
        } elseif (self::exists($class)) {
            $file = dirname(__DIR__) . '/lib/' . str_replace('\\', '/', $class) . '.php';
            is_file($file) && require_once $file;
        }
    }

    private static function module(string $class): void
    {
        $path = str_replace('\\', '/', substr($class, 8)) . '.php';
        foreach ([Panel::isBooted() ? Panel::root() . '/modules' : null, dirname(__DIR__) . '/core'] as $folder) {
            if ($folder !== null && is_file("$folder/$path")) {
                require_once "$folder/$path";

                return;
            }
        }
    }

    private static function exists(string $class): bool
    {
        foreach (self::LINES as $name => $lines) {
            if ($name === $class || (str_ends_with($name, '*') && str_starts_with($class, substr($name, 0, -1)))) {
                return Profile::is(...$lines);
            }
        }

        return true;
    }
}
