<?php

/** A policy document as people write it: JSON text that is looked into and changed at one place without touching the rest. */

declare(strict_types=1);

namespace Makegood\Desk;

use Makegood\Engine\Json;

final class Document
{
    private const DEPTH = 32;

    private function __construct(private readonly \stdClass $value)
    {
    }

    /** A whole object by itself: only then can it stand inside a request without changing the rest. @throws UnableToDo */
    public static function of(string $text): self
    {
        $value = json_decode($text, false, self::DEPTH);
        return $value instanceof \stdClass ? new self($value) : throw new UnableToDo('A policy is one JSON object.');
    }

    public function text(): string
    {
        return json_encode($this->value, Json::FLAGS | JSON_PRETTY_PRINT) . "\n";
    }

    /** @return mixed what stands at `schedule.tiers[1].below`; null where nothing does */
    public function at(string $path): mixed
    {
        $value = $this->value;
        foreach (self::keys($path) as $key) {
            $value = $value instanceof \stdClass ? $value->{$key} ?? null : (is_array($value) ? $value[$key] ?? null : null);
        }
        return $value;
    }

    /** Puts a value at a place; null takes it out. Objects on the way are made; of a list only what is there can be reached. */
    public function set(string $path, mixed $value): void
    {
        $root = $this->value;
        self::put($root, self::keys($path), $value);
    }

    /** @param list<string> $keys */
    private static function put(mixed &$place, array $keys, mixed $value): void
    {
        $key = array_shift($keys);
        if ($key === null) {
            $place = $value;
            return;
        }
        $isTakenOut = $keys === [] && $value === null;
        if (is_array($place)) {
            if ($isTakenOut) {
                unset($place[$key]);
                $place = array_values($place);
            } elseif (isset($place[$key])) {
                self::put($place[$key], $keys, $value);
            }
            return;
        }
        if ($value === null && !isset($place->{$key})) {
            // Also a member that says null: it is there, and says nothing.
            if ($isTakenOut && $place instanceof \stdClass) {
                unset($place->{$key});
            }
            return;
        }
        if (!$place instanceof \stdClass) {
            $place = new \stdClass();
        }
        if ($isTakenOut) {
            unset($place->{$key});
            return;
        }
        $place->{$key} ??= null;
        self::put($place->{$key}, $keys, $value);
    }

    /** @return list<string> */
    private static function keys(string $path): array
    {
        return $path === '' ? [] : explode('.', str_replace(['[', ']'], ['.', ''], $path));
    }
}
