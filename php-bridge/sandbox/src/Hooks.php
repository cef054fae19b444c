<?php

/** Hook points: only documented names, in order of priority, and a callback that throws never stops the panel. */

declare(strict_types=1);

namespace MakegoodSandbox;

final class Hooks
{
    /** @var array<string, list<array{priority: int, order: int, callback: callable}>> */
    private static array $callbacks = [];
    private static int $order = 0;
    /** @var list<array{hook: string, vars: array<array-key, mixed>}> every firing, oldest first; read by tests */
    private static array $trace = [];

    public static function reset(): void
    {
        self::$callbacks = [];
        self::$trace = [];
    }

    public static function add(string $point, int $priority, callable $callback): void
    {
        self::documented($point);
        self::$callbacks[$point][] = ['priority' => $priority, 'order' => self::$order++, 'callback' => $callback];
        $place = static fn (array $row): array => [$row['priority'], $row['order']];
        usort(self::$callbacks[$point], static fn (array $a, array $b): int => $place($a) <=> $place($b));
    }

    /**
     * Fires a point. Parameters must be documented ones; the callbacks' own order is priority, then registration.
     *
     * @param array<array-key, mixed> $vars parameters by name; for points with positional arguments, in their order
     *
     * @return list<mixed> what the callbacks returned, without the nulls
     */
    public static function run(string $point, array $vars = []): array
    {
        $entry = self::documented($point);
        self::checkParameters($point, $entry, $vars);
        self::$trace[] = ['hook' => $point, 'vars' => $vars];
        $arguments = isset($entry['arguments']) ? array_values($vars) : [$vars];
        $returns = [];
        $times = Assumptions::is('hooks.calls', 'twice') ? 2 : 1;
        foreach (self::$callbacks[$point] ?? [] as $row) {
            for ($i = 0; $i < $times; ++$i) {
                $returns[] = self::call($point, $row['callback'], $arguments);
            }
        }

        return array_values(array_filter($returns, static fn (mixed $value): bool => $value !== null));
    }

    /** Points that give HTML: their answers one after the other. */
    public static function html(string $point, array $vars = []): string
    {
        return implode('', array_filter(self::run($point, $vars), 'is_string'));
    }

    /** @return array<string, mixed> points that give key and value pairs, merged; later callbacks win */
    public static function merged(string $point, array $vars = []): array
    {
        return array_merge([], ...array_filter(self::run($point, $vars), 'is_array'));
    }

    /** @return list<array{hook: string, vars: array<array-key, mixed>}> */
    public static function trace(): array
    {
        return self::$trace;
    }

    /** @return list<string> names fired so far */
    public static function fired(): array
    {
        return array_column(self::$trace, 'hook');
    }

    private static function call(string $point, callable $callback, array $arguments): mixed
    {
        try {
            return $callback(...$arguments);
        } catch (Stop | UndocumentedUse $loud) {
            throw $loud;
        } catch (\Throwable $error) {
            Log::activity(sprintf('Hook %s failed: %s: %s', $point, $error::class, $error->getMessage()));

            return null;
        }
    }

    /** @return array{params: list<string>|string, arguments?: string} */
    private static function documented(string $point): array
    {
        return self::data()['hooks'][$point] ?? throw new UndocumentedUse("hook point \"$point\" is not in the list of documented hooks");
    }

    /** @param array{params: list<string>|string, arguments?: string} $entry */
    private static function checkParameters(string $point, array $entry, array $vars): void
    {
        if (isset($entry['arguments'])) {
            return;
        }
        $known = is_string($entry['params']) ? self::data()['groups'][$entry['params']] : $entry['params'];
        $spellings = $point === 'AddTransaction' ? ['invoiceid'] : [];
        $unknown = array_diff(array_keys($vars), $known, $spellings);
        if ($unknown !== []) {
            throw new UndocumentedUse("hook point $point has no parameter " . implode(', ', $unknown));
        }
    }

    /** @return array{groups: array<string, list<string>>, hooks: array<string, array{params: list<string>|string, arguments?: string}>} */
    private static function data(): array
    {
        static $data = null;

        return $data ??= json_decode((string) file_get_contents(dirname(__DIR__) . '/data/hooks.json'), true, 16, JSON_THROW_ON_ERROR);
    }
}
