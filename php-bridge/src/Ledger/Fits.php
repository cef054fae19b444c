<?php

/** Lengths are checked here before each insert: a panel's database cuts a long value silently. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Fits
{
    public const ID = 191;
    public const SUBJECT = 200;
    public const TARGET = 200;
    public const LABEL = 255;
    public const NOTE = 2000;
    public const AMOUNT = 40;
    public const WORD = 24;

    /** @throws DoesNotFit */
    public static function bytes(string $value, int $max, string $what): string
    {
        return strlen($value) <= $max ? $value : throw new DoesNotFit($what . ' is longer than ' . $max . ' bytes');
    }

    /** Ids and words live in ASCII columns that compare byte by byte. @throws DoesNotFit */
    public static function ascii(string $value, int $max, string $what): string
    {
        if ($value === '' || preg_match('/[^\x21-\x7e]/', $value)) {
            throw new DoesNotFit($what . ' must be printable ASCII without blanks');
        }
        return self::bytes($value, $max, $what);
    }

    /** @throws DoesNotFit */
    public static function hash(string $value, string $what): string
    {
        return preg_match('/^[0-9a-f]{64}$/D', $value) ? $value : throw new DoesNotFit($what . ' must be 64 lower-case hex digits');
    }

    /** A decimal string of the contract. @throws DoesNotFit */
    public static function amount(string $value, string $what): string
    {
        return preg_match('/^-?\d{1,30}(\.\d{1,4})?$/D', $value) ? $value : throw new DoesNotFit($what . ' must be a decimal string');
    }

    /** Text only shown to people: cut at a character, on purpose. */
    public static function shown(?string $value, int $max = self::LABEL): ?string
    {
        if ($value === null || strlen($value) <= $max) {
            return $value;
        }
        $cut = substr($value, 0, $max);
        while ($cut !== '' && !preg_match('//u', $cut)) {
            $cut = substr($cut, 0, -1);
        }
        return $cut;
    }
}
