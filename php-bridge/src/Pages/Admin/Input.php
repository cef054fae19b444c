<?php

/** Values of the admin page's address or of a sent form, each read as what it must be. */

declare(strict_types=1);

namespace Makegood\Pages\Admin;

final class Input
{
    /** @param array<array-key, mixed> $values as they were typed */
    public function __construct(private readonly array $values)
    {
    }

    /** Trimmed text; '' when absent or not text. @throws InvalidInput when longer than $maxBytes */
    public function text(string $name, int $maxBytes = 200): string
    {
        $value = $this->values[$name] ?? '';
        $text = is_string($value) ? trim($value) : '';
        if (strlen($text) > $maxBytes) {
            throw new InvalidInput('"' . $name . '" is longer than ' . $maxBytes . ' bytes.');
        }

        return $text;
    }

    /** Text as it was typed; line ends become LF. */
    public function document(string $name, int $maxBytes): string
    {
        return str_replace("\r\n", "\n", $this->text($name, $maxBytes));
    }

    /** @return list<string> names of the values whose name begins so */
    public function names(string $prefix): array
    {
        return array_values(array_filter(array_map('strval', array_keys($this->values)), static fn (string $name): bool => str_starts_with($name, $prefix)));
    }

    /** A calendar month, `2026-04`. @throws InvalidInput */
    public function month(string $name): string
    {
        $text = $this->text($name);
        if (preg_match('/^20\d\d-(0[1-9]|1[0-2])$/D', $text) !== 1) {
            throw new InvalidInput('"' . $name . '" must be a month like 2026-04.');
        }

        return $text;
    }

    /** What stands for the month of a line that goes out: a month, or the short name of a refund, `R000012`. @throws InvalidInput */
    public function line(string $name): string
    {
        return preg_match('/^[B-Z]\d{6}$/D', $this->text($name)) === 1 ? $this->text($name) : $this->month($name);
    }

    /** An amount as text, as it was typed; null when empty. The core judges its decimals. @throws InvalidInput */
    public function decimal(string $name): ?string
    {
        $text = $this->text($name);
        if ($text === '') {
            return null;
        }
        if (preg_match('/^(0|[1-9]\d{0,11})(\.\d{1,4})?$/D', $text) !== 1) {
            throw new InvalidInput('"' . $name . '" must be an amount like 500.00.');
        }

        return $text;
    }

    /** A positive whole number. @throws InvalidInput */
    public function id(string $name): int
    {
        $text = $this->text($name);
        if (preg_match('/^[1-9]\d{0,17}$/D', $text) !== 1) {
            throw new InvalidInput('"' . $name . '" must be the number of an existing row.');
        }

        return (int) $text;
    }

    /** A whole number from 0; null when empty. @throws InvalidInput */
    public function whole(string $name): ?int
    {
        $text = $this->text($name);
        if ($text === '') {
            return null;
        }
        if (preg_match('/^(0|[1-9]\d{0,8})$/D', $text) !== 1) {
            throw new InvalidInput('"' . $name . '" must be a whole number.');
        }

        return (int) $text;
    }

    /** As it was typed, blanks and all: of a secret nothing may be trimmed but the line's end. @throws InvalidInput */
    public function secret(string $name, int $maxBytes): string
    {
        $value = $this->values[$name] ?? '';
        $text = is_string($value) ? rtrim($value, "\r\n") : '';
        if (strlen($text) > $maxBytes) {
            throw new InvalidInput('"' . $name . '" is longer than ' . $maxBytes . ' bytes.');
        }

        return $text;
    }

    /** @param string $name where two lists of one page have pages of their own */
    public function page(string $name = 'page'): int
    {
        $text = $this->text($name);

        return preg_match('/^[1-9]\d{0,5}$/D', $text) === 1 ? (int) $text : 1;
    }

    /**
     * One word of a closed list.
     *
     * @param list<string> $words
     *
     * @throws InvalidInput
     */
    public function word(string $name, array $words): string
    {
        $text = $this->text($name);
        if (!in_array($text, $words, true)) {
            throw new InvalidInput('"' . $name . '" must be one of: ' . implode(', ', $words) . '.');
        }

        return $text;
    }

    /**
     * A local date and time ("2026-03-14T02:00", seconds and a blank for the T allowed) → epoch ms by PHP's time zone; null when empty.
     *
     * @throws InvalidInput
     */
    public function localMs(string $name): ?int
    {
        $text = str_replace(' ', 'T', $this->text($name));
        if ($text === '') {
            return null;
        }
        $zone = new \DateTimeZone(date_default_timezone_get());
        foreach (['!Y-m-d\TH:i:s', '!Y-m-d\TH:i', '!Y-m-d'] as $format) {
            $at = \DateTimeImmutable::createFromFormat($format, $text, $zone);
            if ($at !== false && $at->format(substr($format, 1)) === $text) {
                return $at->getTimestamp() * 1000;
            }
        }
        throw new InvalidInput('"' . $name . '" must look like 2026-03-14 02:00.');
    }

    public function isTicked(string $name): bool
    {
        return in_array($this->text($name), ['1', 'on', 'yes'], true);
    }
}
