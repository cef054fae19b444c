<?php

/**
 * Invoices that the panel will make by itself for a client: one for each due date, a set number of days ahead.
 *
 * Only services are read. Addons, domains, billable items, recurring promotions, prorated first bills and invoices that the client
 * wants one by one are not: the panel documents no way to foresee them, so what is shown may be part of a larger invoice.
 */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Panel;

use Makegood\Instant;
use Makegood\Panel\Decimal;
use Makegood\Panel\Invoicing;
use Makegood\Panel\UnableToRead;
use Makegood\Panel\UpcomingInvoice;
use Makegood\Panel\UpcomingLine;
use WHMCS\Database\Capsule;

final class UpcomingReader
{
    /** Invoices keep two decimals, whatever the currency. */
    private const SCALE = 2;
    private const BILLS = 2;
    private const DAYS_AHEAD = 14;

    /** @throws UnableToRead */
    public static function invoicing(string $clientId): Invoicing
    {
        $client = Capsule::table('tblclients')->where('id', (int) $clientId)->first(['taxexempt'])
            ?? throw new UnableToRead('There is no client ' . $clientId . '.');
        $settings = Configuration::read('AutomaticCreditUse', 'NoAutoApplyCredit');
        // The setting's name is not documented; the panel's manual says that it is on by default.
        $useBalance = $settings->isOn('AutomaticCreditUse', true) && !$settings->isOn('NoAutoApplyCredit');
        $tax = Tax::configured()->onInvoices((bool) (int) $client->taxexempt, Tax::latestInvoices([(int) $clientId])[(int) $clientId] ?? null);

        return new Invoicing(self::SCALE, $useBalance, $tax);
    }

    /**
     * @param string $today Y-m-d in the panel's zone
     *
     * @return list<UpcomingInvoice> in the order of createdOn, dueOn
     *
     * @throws UnableToRead
     */
    public static function invoices(string $clientId, string $today): array
    {
        if (!Capsule::table('tblclients')->where('id', (int) $clientId)->exists()) {
            throw new UnableToRead('There is no client ' . $clientId . '.');
        }
        $settings = Configuration::read('CreateInvoiceDaysBefore', 'DateFormat');
        $ahead = $settings->text('CreateInvoiceDaysBefore') ?? '';
        $days = preg_match('/^\d{1,3}$/D', $ahead) === 1 ? (int) $ahead : self::DAYS_AHEAD;
        $lines = [];
        $horizon = '9999-12-31';
        foreach (self::services($clientId) as $service) {
            $bills = self::bills($service, (string) $settings->text('DateFormat'));
            $horizon = min($horizon, $bills === [] ? $horizon : (string) array_key_last($bills));
            foreach (array_filter($bills) as $due => $line) {
                $lines[$due][] = $line;
            }
        }
        ksort($lines, SORT_STRING); // later due is never made earlier
        $invoices = [];
        foreach ($lines as $due => $ofDay) {
            if ($due >= $horizon) {
                break; // another service's third bill would be missing in it, and in the balance that it finds
            }
            $created = (new \DateTimeImmutable($due))->modify('-' . $days . ' days')->format('Y-m-d');
            $invoices[] = new UpcomingInvoice($due, max($created, $today), $due, $ofDay);
        }

        return $invoices;
    }

    /** @return iterable<\stdClass> what the panel bills, in order of its id */
    private static function services(string $clientId): iterable
    {
        return Capsule::table('tblhosting as h')
            ->leftJoin('tblproducts as p', 'p.id', '=', 'h.packageid')
            ->where('h.userid', (int) $clientId)
            ->whereIn('h.domainstatus', ['Active', 'Suspended'])
            ->orderBy('h.id')
            ->select(['h.id', 'h.domain', 'h.billingcycle', 'h.nextinvoicedate', 'h.nextduedate', 'p.name as product', 'p.tax as product_tax'])
            ->selectRaw('CAST(h.amount AS CHAR) AS amount')
            ->get();
    }

    /** @return array<string, ?UpcomingLine> due date → line: the next ones, then null for the one that is not looked at */
    private static function bills(\stdClass $service, string $dateFormat): array
    {
        $months = Cycle::months((string) $service->billingcycle);
        $amount = Decimal::shortest((string) $service->amount);
        $due = self::firstDue($service);
        if ($months === null || $due === null || preg_match('/^\d+(\.\d{1,2})?$/D', $amount) !== 1 || $amount === '0') {
            return [];
        }
        $bills = [];
        for ($n = 0; $n < self::BILLS; ++$n) {
            $next = Instant::sameDay($due, $months);
            $last = (new \DateTimeImmutable($next))->modify('-1 day')->format('Y-m-d');
            $name = trim(Text::plain($service->product) . ' - ' . Text::plain($service->domain), ' -');
            $period = ' (' . LinePeriod::print($due, $dateFormat) . ' - ' . LinePeriod::print($last, $dateFormat) . ')';
            $bills[$due] = new UpcomingLine('service/' . $service->id . '/' . $due, $name . $period, self::padded($amount), (bool) (int) $service->product_tax);
            $due = $next;
        }

        return $bills + [$due => null];
    }

    /** "10" → "10.00": an invoice shows as many decimals on its lines as below them. */
    private static function padded(string $amount): string
    {
        [$whole, $fraction] = explode('.', $amount) + ['', ''];

        return $whole . '.' . str_pad($fraction, self::SCALE, '0');
    }

    /** The date that the next invoice is for: it runs ahead of the due date once that one's invoice was made. */
    private static function firstDue(\stdClass $service): ?string
    {
        foreach ([$service->nextinvoicedate, $service->nextduedate] as $stored) {
            $date = $stored === null ? null : (string) $stored;
            if (!Text::isNoDate($date) && preg_match('/^\d{4}-\d\d-\d\d/', (string) $date) === 1) {
                return substr((string) $date, 0, 10);
            }
        }

        return null;
    }
}
