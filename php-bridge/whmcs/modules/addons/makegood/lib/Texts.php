<?php

/** The texts of the panel's language, each missing one in English. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood;

final class Texts
{
    /** @return array<string, string> */
    public static function from(mixed $given): array
    {
        $texts = is_array($given) ? array_filter($given, 'is_string') : [];

        return array_merge(self::english(), $texts);
    }

    /** @return array<string, string> */
    private static function english(): array
    {
        $_ADDONLANG = [];
        require dirname(__DIR__) . '/lang/english.php';

        return $_ADDONLANG;
    }
}
