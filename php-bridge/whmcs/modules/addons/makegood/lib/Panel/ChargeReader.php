<?php

/** What was paid for a service: its hosting lines on paid invoices. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Panel;

use Makegood\Panel\Charge;
use WHMCS\Database\Capsule;

final class ChargeReader
{
    /** @return list<Charge> in order of the panel's line id */
    public static function of(string $serviceId): array
    {
        $format = (string) Capsule::table('tblconfiguration')->where('setting', 'DateFormat')->value('value');
        $service = Capsule::table('tblhosting')->where('id', (int) $serviceId)->first(['billingcycle', 'userid']);
        $cycle = Cycle::months((string) $service?->billingcycle);
        $currency = Currencies::ofClient((string) $service?->userid) ?? Currencies::NONE;
        $charges = [];
        foreach (self::lines($serviceId) as $row) {
            $period = LinePeriod::of($row->duedate === null ? null : (string) $row->duedate, (string) $row->description, $format, $cycle);
            if ($period === null) {
                continue;
            }
            $amount = Text::hundredths((string) $row->hundredths);
            if (str_starts_with($amount, '-')) {
                continue; // it gives back, it charges nothing
            }
            $charges[] = new Charge(
                id: 'invoice:' . $row->invoiceid . '/' . $row->id,
                from: $period->from,
                months: $period->months,
                amount: $amount,
                tax: Tax::ofLine((bool) (int) $row->taxed, (string) $row->tax_mode, (string) $row->taxrate, (string) $row->taxrate2),
                usable: Currencies::canBe($amount, $currency),
            );
        }

        return $charges;
    }

    /**
     * A promotion is a line of its own, negative, with the service's id: it is part of the price. An invoice can hold two periods
     * of one service (merged invoices), told apart by the due date; with one period the promotion's own date does not count.
     *
     * The invoice does not say whether its lines include their tax, and the panel's setting may have changed since: lines that
     * add up to the subtotal do not include it (text in SQLite, hence the tolerance).
     *
     * @return iterable<\stdClass>
     */
    private static function lines(string $serviceId): iterable
    {
        $same = 'FROM tblinvoiceitems x WHERE x.invoiceid = l.invoiceid AND x.relid = l.relid AND x.type';
        // The database adds, in whole hundredths: exact in MariaDB and in SQLite.
        $sum = "SELECT SUM(CAST(ROUND(x.amount * 100) AS SIGNED INTEGER)) $same IN ('Hosting', 'PromoHosting')";

        return Capsule::table('tblinvoiceitems as l')
            ->join('tblinvoices as i', 'i.id', '=', 'l.invoiceid')
            ->where('l.type', 'Hosting')
            ->where('l.relid', (int) $serviceId)
            ->where('i.status', 'Paid')
            ->whereRaw("NOT EXISTS (SELECT 1 $same = 'Hosting' AND x.duedate = l.duedate AND x.id < l.id)") // one line stands for its period
            ->orderBy('l.id')
            ->select(['l.id', 'l.invoiceid', 'l.duedate', 'l.description', 'l.taxed'])
            ->selectRaw("CASE WHEN ABS((SELECT SUM(x.amount) FROM tblinvoiceitems x WHERE x.invoiceid = i.id) - i.subtotal) < 0.005"
                . " THEN 'exclusive' ELSE 'inclusive' END AS tax_mode")
            ->selectRaw("CAST(CASE WHEN EXISTS (SELECT 1 $same = 'Hosting' AND x.duedate <> l.duedate)"
                . " THEN ($sum AND x.duedate = l.duedate) ELSE ($sum) END AS CHAR) AS hundredths")
            ->selectRaw('CAST(i.taxrate AS CHAR) AS taxrate, CAST(i.taxrate2 AS CHAR) AS taxrate2')
            ->get();
    }
}
