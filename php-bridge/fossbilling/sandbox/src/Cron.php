<?php

/** One call of the panel's cron, from outside: afterwards the demo's clients pay what is old enough. */

declare(strict_types=1);

namespace FossSandbox;

use MakegoodSandbox\Clock;

final class Cron
{
    public static function run(): bool
    {
        $done = Panel::container()['mod_service']('cron')->runCrons();
        self::clientsPay();

        return $done;
    }

    /** Bank transfers: approved invoices older than the setting sandbox_clients_pay_after_days are marked as paid. Empty: nobody pays. */
    public static function clientsPay(): int
    {
        $di = Panel::container();
        $days = $di['mod_service']('system')->getParamValue('sandbox_clients_pay_after_days');
        if ($days === null || $days === '') {
            return 0;
        }
        $old = date('Y-m-d H:i:s', strtotime('-' . (int) $days . ' days', Clock::now()));
        $due = Rows::find('Invoice', "status = 'unpaid' AND approved = 1 AND created_at <= ? ORDER BY id", [$old]);
        foreach ($due as $invoice) {
            $di['mod_service']('invoice')->markAsPaid($invoice, false, true);
        }

        return count($due);
    }
}
