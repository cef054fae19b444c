<?php

/** Finds the panel's root directory from where the module lies: <root>/modules/addons/makegood. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood;

final class PanelRoot
{
    /**
     * @param string $moduleDirectory PHP has resolved links in it, so the path that the server was asked for is tried first:
     *                                the module may be linked into several panels
     *
     * @return string without a slash at the end; the place where configuration.php should be, when it is nowhere
     */
    public static function find(string $moduleDirectory): string
    {
        $asked = (string) ($_SERVER['SCRIPT_FILENAME'] ?? '');
        $places = [
            defined('ROOTDIR') ? (string) constant('ROOTDIR') : '',
            str_ends_with($asked, '/modules/addons/makegood/webhook.php') ? dirname($asked, 4) : '',
            dirname($moduleDirectory, 3),
        ];
        foreach ($places as $place) {
            if ($place !== '' && is_file($place . '/configuration.php')) {
                return $place;
            }
        }

        return dirname($moduleDirectory, 3);
    }
}
