<?php

/**
 * What was bought with a service and may come back: its lines of the terms that are not over, set-up fee, add-ons, domain, upgrades.
 *
 * `Setup`, `Domain…` and `Upgrade` as types of lines are not in the panel's documentation [unverified]; what has no such type is no line here,
 * and what was paid for it is never more than the payments' rest.
 */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Panel;

use Makegood\Panel\Decimal;
use Makegood\Panel\IsoCurrency;
use Makegood\Panel\RefundLine;
use Makegood\Panel\UnableToRead;
use WHMCS\Database\Capsule;

final class RefundLines
{
    private const COUNTED = ['Paid', 'Unpaid', 'Payment Pending', 'Collections', 'Refunded'];

    private const KINDS = ['Hosting' => 'plan', 'Upgrade' => 'other', 'Setup' => 'setup', 'Addon' => 'addOn'];

    private readonly string $format;

    private readonly string $currency;

    /** @param \stdClass $service row of tblhosting */
    private function __construct(private readonly \stdClass $service)
    {
        $this->format = (string) Configuration::read('DateFormat')->text('DateFormat');
        $this->currency = Currencies::ofClient((string) $service->userid) ?? IsoCurrency::NONE;
    }

    /** @return list<RefundLine> the plan's first */
    public static function of(string $serviceId, int $nowMs): array
    {
        $service = Capsule::table('tblhosting')->where('id', (int) $serviceId)->first(['id', 'userid', 'packageid', 'billingcycle', 'domain', 'qty'])
            ?? throw new UnableToRead('There is no service ' . $serviceId . '.');

        return (new self($service))->lines($nowMs);
    }

    /** @return list<RefundLine> */
    private function lines(int $nowMs): array
    {
        $all = $this->made($this->rows('Hosting', [(int) $this->service->id]), Cycle::months((string) $this->service->billingcycle));
        $plan = array_values(array_filter($all, static fn (RefundLine $line): bool => $line->toMs > $nowMs));
        $plan = $plan === [] ? array_slice($all, -1) : $plan;
        $invoices = array_column($plan, 'invoiceId');
        $lines = [...$plan, ...$this->made($this->rows('Setup', [(int) $this->service->id], $invoices), null)];
        $since = $plan === [] ? $nowMs : $plan[0]->fromMs;
        foreach (Addons::ofService((string) $this->service->id) as $addon => $cycle) {
            $own = $this->made($this->rows('Addon', [$addon]), Cycle::months($cycle), $addon);
            // One that was bought once, or ended, belongs to the term in which it was invoiced.
            array_push($lines, ...array_filter($own, static fn (RefundLine $line): bool => $line->toMs > $nowMs || $line->fromMs >= $since || in_array($line->invoiceId, $invoices, true)));
        }
        array_push($lines, ...$this->domains($invoices), ...$this->upgrades($plan[0] ?? null));

        return $lines;
    }

    /**
     * A domain's line bears the domain's own number, which the documentation ties to no service: so those that were invoiced with the plan and name
     * the service's domain.
     *
     * @param list<string> $invoices
     *
     * @return list<RefundLine>
     */
    private function domains(array $invoices): array
    {
        $domain = trim((string) $this->service->domain);
        $rows = $domain === '' ? [] : array_filter($this->rows('Domain', null, $invoices), static fn (\stdClass $row): bool
            => preg_match('/(^|[^\w.-])' . preg_quote($domain, '/') . '($|[^\w.-])/i', Text::plain($row->description)) === 1);

        return $this->made(array_values($rows), null);
    }

    /** What an upgrade cost pays for the rest of the term. @return list<RefundLine> */
    private function upgrades(?RefundLine $plan): array
    {
        $ids = Capsule::table('tblupgrades')->where('relid', (int) $this->service->id)->where('status', 'Completed')->pluck('id')->all();
        if ($plan === null || $ids === []) {
            return [];
        }
        $lines = [];
        foreach ($this->made($this->rows('Upgrade', array_map('intval', $ids)), null) as $line) {
            if ($line->fromMs >= $plan->fromMs && $line->fromMs < $plan->toMs) {
                $lines[] = new RefundLine($line->id, $line->invoiceId, $line->kind, $line->label, $line->fromMs, $plan->toMs, $line->amount, $line->coupon, $line->tax);
            }
        }

        return $lines;
    }

    /**
     * @param list<\stdClass> $rows
     *
     * @return list<RefundLine> by the begin of what they pay for
     */
    private function made(array $rows, ?int $cycle, ?int $addon = null): array
    {
        $lines = [];
        foreach ($rows as $row) {
            $kind = self::KINDS[$row->type] ?? 'domain';
            $span = in_array($kind, ['setup', 'other'], true) ? null : LinePeriod::span($row->duedate === null ? null : (string) $row->duedate, (string) $row->description, $this->format, $cycle);
            $bought = Text::instantMs((string) $row->invoice_date) ?? throw new UnableToRead('Invoice ' . $row->invoiceid . ' has no date.');
            $prices = $kind === 'plan' || $addon !== null ? ListPrices::of($this->service, $addon, $cycle) : ListPrices::none();
            [$item, $name] = $kind === 'plan' || $addon !== null ? $this->sold($addon) : [null, null];
            $lines[] = new RefundLine(
                id: 'invoice:' . $row->invoiceid . '/' . $row->id,
                invoiceId: (string) $row->invoiceid,
                kind: $kind,
                label: Text::plain($row->description),
                fromMs: Text::instantMs($span[0] ?? null) ?? $bought,
                toMs: Text::instantMs($span[1] ?? null) ?? $bought,
                amount: $this->amount((string) $row->hundredths, $row),
                coupon: $this->amount((string) $row->coupon, $row),
                tax: Tax::ofLine((bool) (int) $row->taxed, (string) $row->tax_mode, (string) $row->taxrate, (string) $row->taxrate2),
                listPrice: $prices->list,
                monthlyPrice: $prices->monthly,
                item: $item,
                name: $name,
            );
        }
        usort($lines, static fn (RefundLine $a, RefundLine $b): int => $a->fromMs <=> $b->fromMs);

        return $lines;
    }

    /** What was sold, by its number in the price list and by its name; an add-on that staff made for this service has a name only. @return array{?string, ?string} */
    private function sold(?int $addon): array
    {
        if ($addon === null) {
            return ['product:' . $this->service->packageid, Text::plain((string) Capsule::table('tblproducts')->where('id', (int) $this->service->packageid)->value('name'))];
        }
        $definition = Addons::definition((string) $this->service->id, $addon);

        return [$definition === 0 ? null : 'addon:' . $definition, Text::plain((string) (Addons::rows((string) $this->service->id)[$addon]['name'] ?? ''))];
    }

    private function amount(string $hundredths, \stdClass $row): string
    {
        $amount = Decimal::hundredths($hundredths);

        return IsoCurrency::canBe($amount, $this->currency) ? $amount
            : throw new UnableToRead('Line ' . $row->id . ' of invoice ' . $row->invoiceid . ' is of ' . $amount . ', which is no amount in ' . $this->currency . '.');
    }

    /**
     * Lines of a type with what promotions took off them: negative lines of their own with the same number. One of a hosting line may take more
     * than the line costs; the rest came off the set-up fee beside it.
     *
     * @param list<int>|null    $relids
     * @param list<string>|null $invoices
     *
     * @return list<\stdClass>
     */
    private function rows(string $type, ?array $relids, ?array $invoices = null): array
    {
        $cents = static fn (string $x): string => "CAST(ROUND($x * 100) AS SIGNED INTEGER)";
        $promo = $type === 'Addon' ? 'PromoAddon' : 'PromoHosting';
        $same = 'FROM tblinvoiceitems x WHERE x.invoiceid = l.invoiceid AND x.relid = l.relid';
        $off = '(SELECT COALESCE(SUM(-' . $cents('x.amount') . "), 0) $same AND x.type = '$promo' AND " . $cents('x.amount') . ' < 0'
            . ($type === 'Setup' ? ')' : " AND (x.duedate = l.duedate OR NOT EXISTS (SELECT 1 FROM tblinvoiceitems o WHERE o.invoiceid = l.invoiceid AND o.relid = l.relid AND o.type = l.type AND o.duedate <> l.duedate)))");
        $plan = $type === 'Setup' ? '(SELECT COALESCE(SUM(' . $cents('x.amount') . "), 0) $same AND x.type = 'Hosting' AND " . $cents('x.amount') . ' > 0)' : '0';
        $isFirst = "NOT EXISTS (SELECT 1 $same AND x.type = l.type AND x.duedate = l.duedate AND x.id < l.id)";
        $own = $cents('l.amount');
        $coupon = in_array($type, ['Hosting', 'Setup', 'Addon'], true)
            ? "CASE WHEN NOT $isFirst OR $off <= $plan THEN 0 WHEN $off - $plan > $own THEN $own ELSE $off - $plan END" : '0';
        $query = Capsule::table('tblinvoiceitems as l')->join('tblinvoices as i', 'i.id', '=', 'l.invoiceid')
            ->where('l.type', $type === 'Domain' ? 'like' : '=', $type === 'Domain' ? 'Domain%' : $type)
            ->where('l.userid', (int) $this->service->userid)->whereRaw($own . ' >= 0')->whereIn('i.status', self::COUNTED)->orderBy('l.id')
            ->select(['l.id', 'l.invoiceid', 'l.type', 'l.duedate', 'l.description', 'l.taxed', 'i.date as invoice_date'])
            ->selectRaw(ChargeReader::TAX_MODE . " AS tax_mode, CAST($own AS CHAR) AS hundredths, CAST($coupon AS CHAR) AS coupon")
            ->selectRaw('CAST(i.taxrate AS CHAR) AS taxrate, CAST(i.taxrate2 AS CHAR) AS taxrate2');
        $relids === null || $query->whereIn('l.relid', $relids);
        $invoices === null || $query->whereIn('l.invoiceid', array_map('intval', $invoices));

        return $query->get()->all();
    }
}
