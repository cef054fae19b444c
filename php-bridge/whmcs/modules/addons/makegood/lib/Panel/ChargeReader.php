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
        $cycle = Cycle::months((string) Capsule::table('tblhosting')->where('id', (int) $serviceId)->value('billingcycle'));
        $charges = [];
        foreach (self::lines($serviceId) as $row) {
            $period = LinePeriod::of($row->duedate === null ? null : (string) $row->duedate, (string) $row->description, $format, $cycle);
            if ($period === null) {
                continue;
            }
            $charges[] = new Charge(
                id: 'invoice:' . $row->invoiceid . '/' . $row->id,
                from: $period->from,
                months: $period->months,
                amount: Text::decimal((string) $row->amount),
                tax: Tax::ofLine((bool) (int) $row->taxed, (string) $row->tax_mode, (string) $row->taxrate, (string) $row->taxrate2),
            );
        }

        return $charges;
    }

    /**
     * The invoice does not say whether its lines include their tax, and the panel's setting may have changed since: lines that
     * add up to the subtotal do not include it. The database adds (text in SQLite, hence the tolerance).
     *
     * @return iterable<\stdClass>
     */
    private static function lines(string $serviceId): iterable
    {
        return Capsule::table('tblinvoiceitems as l')
            ->join('tblinvoices as i', 'i.id', '=', 'l.invoiceid')
            ->where('l.type', 'Hosting')
            ->where('l.relid', (int) $serviceId)
            ->where('i.status', 'Paid')
            ->whereRaw('CAST(l.amount AS DECIMAL(16,2)) >= 0') // a negative line gives back, it charges nothing
            ->orderBy('l.id')
            ->select(['l.id', 'l.invoiceid', 'l.duedate', 'l.description', 'l.taxed'])
            ->selectRaw("CASE WHEN ABS((SELECT SUM(x.amount) FROM tblinvoiceitems x WHERE x.invoiceid = i.id) - i.subtotal) < 0.005"
                . " THEN 'exclusive' ELSE 'inclusive' END AS tax_mode")
            ->selectRaw('CAST(l.amount AS CHAR) AS amount, CAST(i.taxrate AS CHAR) AS taxrate, CAST(i.taxrate2 AS CHAR) AS taxrate2')
            ->get();
    }
}
