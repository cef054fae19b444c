<?php

/** Cron: before the panel pays, makes and suspends anything, drains, decides and posts within its time budget; once a day compares the whole panel. */

declare(strict_types=1);

namespace Box\Mod\Makegood\Hooks;

use Box\Mod\Makegood\App;
use Makegood\Run\Lock;
use Makegood\Run\MaintenanceSync;
use Makegood\Run\Run;
use Makegood\Run\RunSummary;
use Makegood\Run\SpanSync;

final class Cron
{
    private const DAILY = 'fossbilling_daily';

    public static function run(App $app): RunSummary
    {
        $app->migrate();
        $ledger = $app->ledger();
        $before = $ledger->events->lastId();
        $app->panel()->takeOffCancelled();
        $run = new Run($app->panel(), $app->cronEngine(), $ledger, $app->runSettings());
        $summary = $run->now(self::budget($app->options()->budgetMs));
        self::report($app, $summary, $ledger->events->since($before, 'problem'));
        if ($summary->ran) {
            CreditMail::send($app);
        }

        return $summary;
    }

    /** The difference between the panel and what we know of it, and the last run in one line of the log. Never posts. */
    public static function daily(App $app): void
    {
        OrderChange::flush($app);
        $today = date('Y-m-d', intdiv($app->panel()->now(), 1000));
        $ledger = $app->ledger();
        $last = $ledger->meta->get(self::DAILY);
        if ($last === $today) {
            return;
        }
        $ledger->meta->put(self::DAILY, $today);
        if ($last === null) {
            return; // the first run has just compared everything
        }
        $settings = $app->runSettings();
        $lock = new Lock($ledger->db, $settings->dataDir);
        if ($lock->take()) {
            try {
                (new SpanSync($ledger, $settings))->run($app->panel());
                (new MaintenanceSync($ledger))->run($app->panel());
            } finally {
                $lock->release();
            }
        }
        $run = $ledger->runs->recent(1)[0] ?? null;
        $app->panel()->log('daily check: ' . $ledger->cases->countOpen() . ' waiting for review; last run ' . ($run === null ? 'never' : (string) $run['summary']));
    }

    /** A panel that has no crontab runs its cron in a request of somebody's, who waits: not more than half of the time that PHP has for it. */
    private static function budget(int $wantedMs): int
    {
        $limit = (int) ini_get('max_execution_time');

        return PHP_SAPI === 'cli' || $limit < 1 ? $wantedMs : min($wantedMs, $limit * 500);
    }

    /**
     * Only what is new is worth a line: a problem that lasts was told when it began, and stands on the health page.
     *
     * @param list<array<string, mixed>> $problems events of problems that began in this run
     */
    private static function report(App $app, RunSummary $summary, array $problems): void
    {
        if ($summary->newItems() > 0) {
            $app->panel()->log(sprintf('run: %d entries, %d postings, %d for review', $summary->entries, $summary->postings, $summary->review));
        }
        foreach ($problems as $problem) {
            $data = json_decode((string) $problem['data'], true, 8, JSON_THROW_ON_ERROR);
            $app->panel()->log('problem: ' . $problem['ref'] . ': ' . ($data['problem'] ?? ''));
        }
    }
}
