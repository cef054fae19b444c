<?php

/** The panel's form token: printed into every form, compared in constant time before any change. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Admin;

use WHMCS\Module\Addon\Makegood\Html;

final class Token
{
    public static function field(): string
    {
        return '<input type="hidden" name="token" value="' . Html::e(self::current()) . '">';
    }

    public static function isValid(mixed $given): bool
    {
        $current = self::current();

        return $current !== '' && is_string($given) && hash_equals($current, $given);
    }

    private static function current(): string
    {
        $token = generate_token('plain');

        return is_string($token) ? $token : '';
    }
}
