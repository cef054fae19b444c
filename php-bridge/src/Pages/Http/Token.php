<?php

/** The panel's form token: printed into every form, compared in constant time before any change. */

declare(strict_types=1);

namespace Makegood\Pages\Http;

use Makegood\Pages\Host;
use Makegood\Pages\Html;

final class Token
{
    public static function field(string $token): string
    {
        return '<input type="hidden" name="token" value="' . Html::e($token) . '">';
    }

    /** Whether a sent form carries the token of this visitor. */
    public static function isValid(Host $host): bool
    {
        $current = $host->token();
        $given = $host->request()->sent('token');

        return $current !== '' && $given !== null && hash_equals($current, $given);
    }
}
