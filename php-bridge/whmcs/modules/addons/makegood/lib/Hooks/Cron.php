<?php

/** Cron: drains, decides and posts within its time budget; once a day compares the whole panel and reports. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Hooks;

use Makegood\Pages\Refund\Mailing;
use Makegood\Run\Cron as Work;
use WHMCS\Module\Addon\Makegood\App;
use WHMCS\Module\Addon\Makegood\Options;

final class Cron
{
    /** One run, in the hook that the operator chose; called at both hooks, called twice: the second finds nothing to do. */
    public static function tick(string $hook): void
    {
        $options = Options::stored();
        if ($options->postIn !== $hook) {
            return;
        }
        $app = self::app();
        if ((new Work($app->panel(), $app->ledger(), $app->runSettings()))->run($app->cronEngine(), $options->budgetMs)->ran) {
            (new Mailing($app))->send();
        }
    }

    public static function daily(): void
    {
        $app = self::app();
        (new Work($app->panel(), $app->ledger(), $app->runSettings()))->daily();
    }

    private static function app(): App
    {
        $app = new App();
        $app->ledger()->migrate();

        return $app;
    }
}
