<?php

/** One call of the panel's cron: hooks around it, and the daily work on the first call of a day. */

declare(strict_types=1);

namespace MakegoodSandbox;

use MakegoodSandbox\Billing\Generator;

final class Cron
{
    private const LAST = 'lastDailyCronInvocationTime';

    /** @return array{daily: bool, invoices: int, paid: int} */
    public static function run(): array
    {
        $zone = Assumptions::value('cron.timezone');
        $zone === 'same' || date_default_timezone_set($zone);
        $early = Assumptions::is('cron.order', 'PreCronJob-before-invoicing');
        $early && Hooks::run('PreCronJob');
        $daily = self::claimDay();
        $invoices = $daily ? Generator::run('autogen')['created'] : 0;
        $paid = $daily ? Generator::clientsPay() : 0;
        $early || Hooks::run('PreCronJob');
        $daily && self::report();
        Hooks::run('AfterCronJob');

        return ['daily' => $daily, 'invoices' => $invoices, 'paid' => $paid];
    }

    /** True for one caller a day, also when two crons run at once. */
    private static function claimDay(): bool
    {
        $last = Config::find(self::LAST);
        if ($last === null) {
            Config::set(self::LAST, $last = '0000-00-00 00:00:00');
        }

        return substr($last, 0, 10) < Clock::date() && Config::swap(self::LAST, $last, Clock::timestamp());
    }

    private static function report(): void
    {
        if (!in_array(true, Hooks::run('DailyCronJobPreEmail'), true)) {
            Log::activity('Daily cron report sent');
        }
        Hooks::run('DailyCronJob');
    }
}
