<?php

/** The table of assumptions, and which side of each one is taken now. */

declare(strict_types=1);

namespace FossSandbox;

final class Assumptions
{
    /** @var array<string, string> switched by a test; wins over the environment */
    private static array $set = [];

    /** @return list<array{id: string, text: string, source: string, default: string, alternative: string, third?: string}> */
    public static function table(): array
    {
        static $table = null;

        return $table ??= require dirname(__DIR__) . '/assumptions.php';
    }

    /** The value in force: set by a test, else FOSS_ASSUME, else the default. */
    public static function value(string $id): string
    {
        $value = self::$set[$id] ?? self::environment()[$id] ?? self::row($id)['default'];

        return $value === 'line' ? self::ofLine($id) : $value;
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

    private static function ofLine(string $id): string
    {
        return match ($id) {
            'deactivate.uninstalls' => Profile::is('0.7') ? 'yes' : 'no',
            'paid.executes' => Profile::is('0.7') ? 'when-asked' : 'at-once',
            default => throw new \InvalidArgumentException("assumption $id does not depend on the line"),
        };
    }

    /** @return array<string, string> */
    private static function environment(): array
    {
        $values = [];
        foreach (array_filter(explode(',', (string) getenv('FOSS_ASSUME'))) as $pair) {
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
