<?php

/** The texts of the panel's language, each missing one in English. */

declare(strict_types=1);

namespace Makegood\Pages;

final class Texts
{
    /** @param array<array-key, mixed> $given as far as they are translated @return array<string, string> */
    public static function from(array $given): array
    {
        return array_merge(self::english(), array_filter($given, 'is_string'));
    }

    /**
     * The same as a client reads them: client_state_review takes the place of state_review, client_ui_held that of ui_held. What
     * staff call held, pending or in review is being checked for those who wait for it.
     *
     * @param array<array-key, mixed> $given
     *
     * @return array<string, string>
     */
    public static function forClient(array $given): array
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
        return require __DIR__ . '/lang/english.php';
    }
}
