<?php

/** A table of assumptions, and which side of each one is taken now. Who uses it says where: TABLE, a file; ENVIRONMENT, the variable that switches. */

declare(strict_types=1);

namespace MakegoodSandbox\Shared;

trait Assumed
{
    /** @var array<string, string> switched by a test; wins over the environment */
    private static array $set = [];

    /** @return list<array{id: string, text: string, source: string, default: string, alternative: string, third?: string}> */
    public static function table(): array
    {
        static $table = null;

        return $table ??= require self::TABLE;
    }

    /** The value in force: set by a test, else the environment, else the default. */
    public static function value(string $id): string
    {
        return self::$set[$id] ?? self::environment()[$id] ?? self::row($id)['default'];
    }

    public static function is(string $id, string $value): bool
    {
        self::check($id, $value);

        return self::value($id) === $value;
    }

    /** For tests in one process; null puts the switch back. */
    public static function set(string $id, ?string $value): void
    {
        if ($value === null) {
            unset(self::$set[$id]);

            return;
        }
        self::check($id, $value);
        self::$set[$id] = $value;
    }

    public static function reset(): void
    {
        self::$set = [];
    }

    /** @return array<string, string> */
    private static function environment(): array
    {
        $values = [];
        foreach (array_filter(explode(',', (string) getenv(self::ENVIRONMENT))) as $pair) {
            [$id, $value] = array_map('trim', explode('=', $pair, 2)) + [1 => ''];
            self::check($id, $value);
            $values[$id] = $value;
        }

        return $values;
    }

    private static function check(string $id, string $value): void
    {
        $row = self::row($id);
        if (!in_array($value, [$row['default'], $row['alternative'], $row['third'] ?? $row['default']], true)) {
            throw new \InvalidArgumentException("assumption $id has no value \"$value\"");
        }
    }

    /** @return array{id: string, text: string, source: string, default: string, alternative: string, third?: string} */
    private static function row(string $id): array
    {
        foreach (self::table() as $row) {
            if ($row['id'] === $id) {
                return $row;
            }
        }
        throw new \InvalidArgumentException("no assumption is called \"$id\"");
    }
}
