<?php

/** Reading of parameters that several commands share. */

declare(strict_types=1);

namespace MakegoodSandbox\Api;

use MakegoodSandbox\Cents;
use WHMCS\Database\Capsule;

final class Input
{
    /** A positive whole number, also as a string; 0 for anything else. */
    public static function id(mixed $value): int
    {
        return is_int($value) || (is_string($value) && ctype_digit($value)) ? (int) $value : 0;
    }

    public static function client(mixed $value, string $refusal = 'Client ID Not Found'): object
    {
        return Capsule::table('tblclients')->where('id', self::id($value))->first() ?? throw new Refused($refusal);
    }

    /** Calendar date Y-m-d that exists. */
    public static function isDate(mixed $value): bool
    {
        return is_string($value) && preg_match('/^(\d{4})-(\d{2})-(\d{2})$/D', $value, $d) === 1
            && checkdate((int) $d[2], (int) $d[3], (int) $d[1]);
    }

    /** An unsigned amount of at most two decimals, in hundredths; null for any other text. */
    public static function cents(mixed $value): ?int
    {
        $text = is_scalar($value) ? (string) $value : '';

        return preg_match('/^\d+(\.\d{1,2})?$/D', $text) === 1 ? Cents::parse($text) : null;
    }

    public static function flag(mixed $value): bool
    {
        return filter_var($value, FILTER_VALIDATE_BOOL);
    }
}
