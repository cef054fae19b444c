<?php

/** Cron: drains, decides and posts within its time budget; once a day compares the whole panel and reports. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Hooks;

use Makegood\Run\Lock;
use Makegood\Run\MaintenanceSync;
use Makegood\Run\Run;
use Makegood\Run\RunSummary;
use Makegood\Run\SpanSync;
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
        $app = new App();
        $app->ledger()->migrate();
        $run = new Run($app->panel(), $app->engine(), $app->ledger(), $app->runSettings());
        self::report($app, $run->now($options->budgetMs));
    }

    /** The difference between the panel and what we know of it, and yesterday in one line of the activity log. Never posts. */
    public static function daily(): void
    {
        $app = new App();
        $app->ledger()->migrate();
        $settings = $app->runSettings();
        $lock = new Lock($app->ledger()->db, $settings->dataDir);
        if ($lock->take()) {
            try {
                (new SpanSync($app->ledger(), $settings))->run($app->panel());
                (new MaintenanceSync($app->ledger()))->run($app->panel());
            } finally {
                $lock->release();
            }
        }
        $last = $app->ledger()->runs->recent(1)[0] ?? null;
        $waiting = $app->ledger()->cases->countOpen();
        $app->panel()->log('daily check: ' . $waiting . ' waiting for review; last run ' . ($last === null ? 'never' : (string) $last['summary']));
    }

    /** Only what is new, or wrong, is worth a line. */
    private static function report(App $app, RunSummary $summary): void
    {
        if ($summary->newItems() > 0) {
            $app->panel()->log(sprintf(
                'run: %d entries, %d postings, %d for review',
                $summary->entries,
                $summary->postings,
                $summary->review,
            ));
        }
        foreach ($summary->problems as $problem) {
            $app->panel()->log('problem: ' . $problem);
        }
    }
}
