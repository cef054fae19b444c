<?php

/** The credit log and the clients' credit balances. Each write is committed by itself: a crash may fall between the two. */

declare(strict_types=1);

namespace MakegoodSandbox\Billing;

use MakegoodSandbox\Assumptions;
use MakegoodSandbox\Cents;
use MakegoodSandbox\Clock;
use WHMCS\Database\Capsule;

final class Credit
{
    /** Books an amount (hundredths, negative to remove) and returns the new balance. */
    public static function book(int $clientId, int $cents, string $description, string $date, int $adminId = 0): int
    {
        $log = static function () use ($clientId, $cents, $description, $date, $adminId): void {
            Capsule::table('tblcredit')->insert(['clientid' => $clientId, 'admin_id' => $adminId, 'date' => $date,
                'description' => $description, 'amount' => Cents::print($cents), 'relid' => 0]);
        };
        $balance = static fn () => self::move($clientId, $cents);
        $writes = Assumptions::is('addcredit.order', 'log-first') ? [$log, $balance] : [$balance, $log];
        $writes[0]();
        if (class_exists(\Makegood\Run\Probe::class)) {
            \Makegood\Run\Probe::at('addcredit.between');
        }
        $writes[1]();

        return self::balance($clientId);
    }

    public static function balance(int $clientId): int
    {
        return Cents::parse(Capsule::table('tblclients')->where('id', $clientId)->value('credit'));
    }

    /** Automatic credit at generation: as much as there is, at most what is due. */
    public static function applyAvailable(int $invoiceId): void
    {
        $clientId = (int) Capsule::table('tblinvoices')->where('id', $invoiceId)->value('userid');
        $cents = min(self::balance($clientId), Invoices::balance($invoiceId));
        if ($cents > 0) {
            self::apply($invoiceId, $clientId, $cents);
        }
    }

    /** Uses balance on an invoice: a negative row in the log, less balance, more in the invoice's credit column. */
    public static function apply(int $invoiceId, int $clientId, int $cents): void
    {
        Capsule::table('tblcredit')->insert(['clientid' => $clientId, 'admin_id' => 0, 'date' => Clock::date(),
            'description' => "Credit Applied to Invoice #$invoiceId", 'amount' => Cents::print(-$cents), 'relid' => 0]);
        self::move($clientId, -$cents);
        $applied = Cents::parse(Invoices::find($invoiceId)?->credit);
        Capsule::table('tblinvoices')->where('id', $invoiceId)->update(['credit' => Cents::print($applied + $cents)]);
        Invoices::recalculate($invoiceId);
    }

    /** One committed write that no concurrent one can overwrite: the balance changes only from the value that was read. */
    private static function move(int $clientId, int $cents): void
    {
        do {
            $old = (string) Capsule::table('tblclients')->where('id', $clientId)->value('credit');
            $done = Capsule::table('tblclients')->where('id', $clientId)->where('credit', $old)
                ->update(['credit' => Cents::print(Cents::parse($old) + $cents)]) === 1;
        } while (!$done && $cents !== 0);
    }
}
