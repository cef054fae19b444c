<?php

/** What was paid for a service: its hosting lines on paid invoices, and those of its add-ons. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Panel;

use Makegood\Panel\Charge;
use Makegood\Panel\Decimal;
use Makegood\Panel\IsoCurrency;
use WHMCS\Database\Capsule;

final class ChargeReader
{
    private const HOSTING = 'Hosting';
    private const ADD_ON = 'Addon';

    /** What a line of this type charges: itself, and the lines of its promotions. */
    private const TYPES = [self::HOSTING => ['Hosting', 'PromoHosting'], self::ADD_ON => ['Addon']];

    /**
     * The invoice does not say whether its lines include their tax, and the panel's setting may have changed since: lines that add up to the
     * subtotal do not include it (text in SQLite, hence the tolerance). The invoice is `i`.
     */
    public const TAX_MODE = "CASE WHEN ABS((SELECT SUM(x.amount) FROM tblinvoiceitems x WHERE x.invoiceid = i.id) - i.subtotal) < 0.005 THEN 'exclusive' ELSE 'inclusive' END";

    /** @return list<Charge> in order of the panel's line id */
    public static function of(string $serviceId): array
    {
        $service = self::service($serviceId);

        return self::charges(self::HOSTING, $serviceId, Cycle::months((string) $service?->billingcycle), $service);
    }

    /**
     * An add-on's lines bear the add-on's number, which the panel's API names for a service.
     *
     * @return list<Charge>
     */
    public static function ofAddOns(string $serviceId): array
    {
        $service = self::service($serviceId);
        $charges = [];
        foreach (Addons::ofService($serviceId) as $addon => $cycle) {
            array_push($charges, ...self::charges(self::ADD_ON, (string) $addon, Cycle::months($cycle), $service));
        }

        return $charges;
    }

    /**
     * Which part of the lines of the service and its add-ons was not paid by account credit: that of the whole invoice, for the invoice
     * does not say which line the credit paid for. Rounded down, so it is never more than the line.
     *
     * @return array<string, string> charge id → amount, only where credit was used
     */
    public static function cash(string $serviceId): array
    {
        $currency = Currencies::ofClient((string) self::service($serviceId)?->userid) ?? IsoCurrency::NONE;
        $lines = [...self::lines(self::HOSTING, $serviceId, true)];
        foreach (array_keys(Addons::ofService($serviceId)) as $addon) {
            array_push($lines, ...self::lines(self::ADD_ON, (string) $addon, true));
        }
        $cash = [];
        foreach ($lines as $row) {
            $part = $row->cash === null ? null : Decimal::hundredths((string) $row->cash);
            if ($part !== null && IsoCurrency::canBe($part, $currency)) {
                $cash[self::id($row)] = $part;
            }
        }

        return $cash;
    }

    private static function service(string $serviceId): ?\stdClass
    {
        return Capsule::table('tblhosting')->where('id', (int) $serviceId)->first(['billingcycle', 'userid']);
    }

    private static function id(\stdClass $line): string
    {
        return 'invoice:' . $line->invoiceid . '/' . $line->id;
    }

    /** @return list<Charge> */
    private static function charges(string $type, string $relid, ?int $cycle, ?\stdClass $service): array
    {
        $format = (string) Capsule::table('tblconfiguration')->where('setting', 'DateFormat')->value('value');
        $currency = Currencies::ofClient((string) $service?->userid) ?? IsoCurrency::NONE;
        $charges = [];
        foreach (self::lines($type, $relid) as $row) {
            $period = LinePeriod::of($row->duedate === null ? null : (string) $row->duedate, (string) $row->description, $format, $cycle);
            if ($period === null) {
                continue;
            }
            $amount = Decimal::hundredths((string) $row->hundredths);
            if (str_starts_with($amount, '-')) {
                continue; // it gives back, it charges nothing
            }
            $charges[] = new Charge(
                id: self::id($row),
                from: $period->from,
                months: $period->months,
                amount: $amount,
                tax: Tax::ofLine((bool) (int) $row->taxed, (string) $row->tax_mode, (string) $row->taxrate, (string) $row->taxrate2),
                usable: IsoCurrency::canBe($amount, $currency),
                kind: $type === self::HOSTING ? Charge::PLAN : Charge::ADD_ON,
            );
        }

        return $charges;
    }

    /**
     * A promotion is a line of its own, negative, with the service's id: it is part of the price. An invoice can hold two periods
     * of one service (merged invoices), told apart by the due date; with one period the promotion's own date does not count.
     *
     * @return iterable<\stdClass>
     */
    private static function lines(string $type, string $relid, bool $withCash = false): iterable
    {
        $same = 'FROM tblinvoiceitems x WHERE x.invoiceid = l.invoiceid AND x.relid = l.relid AND x.type';
        // The database adds, in whole hundredths: exact in MariaDB and in SQLite.
        $sum = "SELECT SUM(CAST(ROUND(x.amount * 100) AS SIGNED INTEGER)) $same IN ('" . implode("', '", self::TYPES[$type]) . "')";
        $hundredths = "CASE WHEN EXISTS (SELECT 1 $same = '$type' AND x.duedate <> l.duedate) THEN ($sum AND x.duedate = l.duedate) ELSE ($sum) END";
        $query = Capsule::table('tblinvoiceitems as l')
            ->join('tblinvoices as i', 'i.id', '=', 'l.invoiceid')
            ->where('l.type', $type)
            ->where('l.relid', (int) $relid)
            ->where('i.status', 'Paid')
            ->whereRaw("NOT EXISTS (SELECT 1 $same = '$type' AND x.duedate = l.duedate AND x.id < l.id)") // one line stands for its period
            ->orderBy('l.id')
            ->select(['l.id', 'l.invoiceid', 'l.duedate', 'l.description', 'l.taxed'])
            ->selectRaw(self::TAX_MODE . ' AS tax_mode')
            ->selectRaw("CAST($hundredths AS CHAR) AS hundredths")
            ->selectRaw('CAST(i.taxrate AS CHAR) AS taxrate, CAST(i.taxrate2 AS CHAR) AS taxrate2');

        return ($withCash ? $query->selectRaw('CAST(' . self::cashOf($hundredths) . ' AS CHAR) AS cash') : $query)->get();
    }

    /**
     * The share of the invoice that credit did not pay, of the line, in whole hundredths. An invoice that was paid together with others is
     * settled by credit though it was paid in cash: of those nothing is known. Nor of amounts whose product would not fit.
     */
    private static function cashOf(string $hundredths): string
    {
        $total = 'CAST(ROUND((i.subtotal + i.tax + i.tax2) * 100) AS SIGNED INTEGER)';
        $applied = 'CAST(ROUND(i.credit * 100) AS SIGNED INTEGER)';
        $product = "(($hundredths) * ($total - $applied))";
        $most = 3_000_000_000;

        return "CASE WHEN $applied <= 0 OR EXISTS (SELECT 1 FROM tblinvoiceitems m WHERE m.type = 'Invoice' AND m.relid = i.id) THEN NULL"
            . " WHEN $applied >= $total THEN 0 WHEN $total > $most OR ($hundredths) > $most OR ($hundredths) < 0 THEN NULL"
            . " ELSE CAST(($product - $product % $total) / $total AS SIGNED INTEGER) END";
    }
}
