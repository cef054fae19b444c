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
        $before = $app->ledger()->events->lastId();
        $run = new Run($app->panel(), $app->cronEngine(), $app->ledger(), $app->runSettings());
        self::report($app, $run->now($options->budgetMs), $app->ledger()->events->since($before, 'problem'));
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

    /**
     * Only what is new is worth a line: a problem that lasts was told when it began, and stands on the health page.
     *
     * @param list<array<string, mixed>> $problems events of problems that began in this run
     */
    private static function report(App $app, RunSummary $summary, array $problems): void
    {
        if ($summary->newItems() > 0) {
            $app->panel()->log(sprintf(
                'run: %d entries, %d postings, %d for review',
                $summary->entries,
                $summary->postings,
                $summary->review,
            ));
        }
        foreach ($problems as $problem) {
            $data = json_decode((string) $problem['data'], true, 8, JSON_THROW_ON_ERROR);
            $app->panel()->log('problem: ' . $problem['ref'] . ': ' . ($data['problem'] ?? ''));
        }
    }
}
