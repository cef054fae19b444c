<?php

/** Cron: before the panel pays, makes and suspends anything, drains, decides and posts within its time budget; once a day compares the whole panel. */

declare(strict_types=1);

namespace Box\Mod\Makegood\Hooks;

use Box\Mod\Makegood\App;
use Makegood\Pages\Refund\Mailing;
use Makegood\Run\Cron as Work;
use Makegood\Run\RunSummary;

final class Cron
{
    private const DAILY = 'fossbilling_daily';

    public static function run(App $app): RunSummary
    {
        $app->migrate();
        $app->panel()->takeOffCancelled();
        $summary = self::work($app)->run($app->cronEngine(), self::budget($app->options()->budgetMs));
        if ($summary->ran) {
            CreditMail::send($app);
            (new Mailing($app, $app->options()->sendsMail))->send();
        }

        return $summary;
    }

    public static function daily(App $app): void
    {
        OrderChange::flush($app);
        $today = date('Y-m-d', intdiv($app->panel()->now(), 1000));
        $meta = $app->ledger()->meta;
        $last = $meta->get(self::DAILY);
        if ($last === $today) {
            return;
        }
        $meta->put(self::DAILY, $today);
        if ($last !== null) { // the first run has just compared everything
            self::work($app)->daily();
        }
    }

    private static function work(App $app): Work
    {
        return new Work($app->panel(), $app->ledger(), $app->runSettings());
    }

    /** A panel that has no crontab runs its cron in a request of somebody's, who waits: not more than half of the time that PHP has for it. */
    private static function budget(int $wantedMs): int
    {
        $limit = (int) ini_get('max_execution_time');

        return PHP_SAPI === 'cli' || $limit < 1 ? $wantedMs : min($wantedMs, $limit * 500);
    }
}
