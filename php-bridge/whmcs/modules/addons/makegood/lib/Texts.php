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

    /**
     * The same as a client reads them: client_state_review takes the place of state_review, client_ui_held that of ui_held. What
     * staff call held, pending or in review is being checked for those who wait for it.
     *
     * @return array<string, string>
     */
    public static function forClient(mixed $given): array
    {
        $texts = self::from($given);
        foreach ($texts as $key => $text) {
            if (preg_match('/^client_((?:state|ui)_.+)$/D', $key, $part) === 1) {
                $texts[$part[1]] = $text;
            }
        }

        return $texts;
    }

    /** @return array<string, string> */
    private static function english(): array
    {
        $_ADDONLANG = [];
        require dirname(__DIR__) . '/lang/english.php';

        return $_ADDONLANG;
    }
}
