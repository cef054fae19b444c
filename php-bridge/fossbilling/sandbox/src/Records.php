<?php

/** What data/records.php says about a record, looked up by its short name, its class or its table. */

declare(strict_types=1);

namespace FossSandbox;

final class Records
{
    /** @return array<string, array{string, string, list<string>, array<string, string>}> */
    public static function all(): array
    {
        static $all = null;

        return $all ??= require dirname(__DIR__) . '/data/records.php';
    }

    public static function isBean(string $name): bool
    {
        return Profile::is(...(self::row($name)[2] ?: ['none']));
    }

    public static function table(string $name): string
    {
        return self::row($name)[0];
    }

    public static function entity(string $name): string
    {
        return 'Box\\Mod\\' . self::row($name)[1];
    }

    /** The class of a record in this line: Model_Client, or Box\Mod\Client\Entity\Client. */
    public static function className(string $name): string
    {
        return self::isBean($name) ? 'Model_' . $name : self::entity($name);
    }

    /** @return array<string, string> */
    public static function constants(string $name): array
    {
        return self::row($name)[3];
    }

    /** The short name of an entity's class; null: no record has this class in this line. */
    public static function ofEntity(string $class): ?string
    {
        foreach (array_keys(self::all()) as $name) {
            if (!self::isBean($name) && self::entity($name) === ltrim($class, '\\')) {
                return $name;
            }
        }

        return null;
    }

    /** RedBean-like names: "Client", "client", "client_order" and "ClientOrder" are the same record. */
    public static function named(string $given): ?string
    {
        $wanted = strtolower(str_replace('_', '', $given));
        foreach (array_keys(self::all()) as $name) {
            if (strtolower($name) === $wanted) {
                return $name;
            }
        }

        return null;
    }

    private static function row(string $name): array
    {
        return self::all()[$name] ?? throw new UndocumentedUse("the sandbox has no record \"$name\"");
    }
}
