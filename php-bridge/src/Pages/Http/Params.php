<?php

/** Values of a request for JSON: strictly text. A list where text belongs is refused. */

declare(strict_types=1);

namespace Makegood\Pages\Http;

final class Params
{
    /** Longer numbers than any row has; they name nothing, which is not a mistake of form. */
    private const ID_DIGITS = 18;

    /** @param array<array-key, mixed> $values */
    public function __construct(private readonly array $values)
    {
    }

    /** @throws Refused when absent, not text, not UTF-8 or too long */
    public function text(string $name, int $maxBytes = 200): string
    {
        $value = $this->values[$name] ?? null;
        if (!is_string($value)) {
            throw Refused::invalidInput('"' . $name . '" is missing, or is not text.');
        }
        if (strlen($value) > $maxBytes || preg_match('//u', $value) !== 1) {
            throw Refused::invalidInput('"' . $name . '" is longer than ' . $maxBytes . ' bytes, or is not UTF-8.');
        }

        return $value;
    }

    /** Number of a row. @throws Refused when it is no number, or one that no row can have */
    public function id(string $name): string
    {
        $text = $this->text($name);
        if (preg_match('/^[1-9]\d*$/D', $text) !== 1) {
            throw Refused::invalidInput('"' . $name . '" must be a number.');
        }

        return strlen($text) > self::ID_DIGITS ? throw Refused::notFound() : $text;
    }

    /** A calendar month, "2026-03". @throws Refused */
    public function period(string $name = 'period'): string
    {
        $text = $this->text($name);

        return self::isPeriod($text) ? $text : throw Refused::invalidInput('"' . $name . '" must be a month like 2026-03.');
    }

    /** A positive whole number that fits. @throws Refused */
    public function whole(string $name): int
    {
        $text = $this->text($name);
        if (preg_match('/^[1-9]\d{0,17}$/D', $text) !== 1) {
            throw Refused::invalidInput('"' . $name . '" must be a whole number.');
        }

        return (int) $text;
    }

    public static function isPeriod(string $text): bool
    {
        return preg_match('/^20\d\d-(0[1-9]|1[0-2])$/D', $text) === 1;
    }
}
