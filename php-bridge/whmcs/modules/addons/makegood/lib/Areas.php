<?php

/** The module's two pages in the panel's frame: requests for JSON and files are answered and ended first. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood;

use Makegood\Pages\Admin\Controller;
use Makegood\Pages\Client\Page;
use Makegood\Pages\Http\Door;
use Makegood\Pages\Shown;

final class Areas
{
    /** @param array<string, mixed> $vars as the panel hands them over */
    public static function admin(array $vars): void
    {
        $app = new App($vars);
        Door::admin($app);
        $shown = (new Controller($app))->answer();
        self::status($shown);
        echo $shown->html;
    }

    /**
     * What the panel's client area wants. The template prints `mg` as it is: all of it was escaped where it was made.
     *
     * @param array<string, mixed> $vars as the panel hands them over
     *
     * @return array{pagetitle: string, breadcrumb: array<string, string>, templatefile: string, requirelogin: bool, vars: array{mg: string}}
     */
    public static function client(array $vars): array
    {
        $app = new App($vars);
        Door::client($app);
        $shown = (new Page($app))->answer();
        self::status($shown);

        return [
            'pagetitle' => $shown->title,
            'breadcrumb' => ['index.php?m=makegood' => $shown->title],
            'templatefile' => 'client',
            'requirelogin' => true,
            'vars' => ['mg' => $shown->html],
        ];
    }

    private static function status(Shown $shown): void
    {
        $shown->status === 200 || http_response_code($shown->status);
    }
}
