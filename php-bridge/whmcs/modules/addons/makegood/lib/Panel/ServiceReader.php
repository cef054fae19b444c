<?php

/** Every hosting service of the panel as it is now, read in blocks so that a million services fit in memory. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Panel;

use Makegood\Panel\Decimal;
use Makegood\Panel\IsoCurrency;
use Makegood\Panel\ServiceFacts;
use WHMCS\Database\Capsule;

final class ServiceReader
{
    private const BLOCK = 500;

    private const STATES = ['active' => 'active', 'suspended' => 'suspended', 'pending' => 'pending'];

    /** @var array<int, string> */
    private readonly array $currencies;

    private readonly Tax $tax;

    public function __construct()
    {
        $this->currencies = Currencies::codes();
        $this->tax = Tax::configured();
    }

    /** @return iterable<ServiceFacts> in order of the panel's service id */
    public function all(): iterable
    {
        $after = 0;
        do {
            $rows = $this->query()->where('h.id', '>', $after)->orderBy('h.id')->limit(self::BLOCK)->get()->all();
            $invoices = Tax::latestInvoices(array_map(static fn (\stdClass $row): int => (int) $row->userid, $rows));
            foreach ($rows as $row) {
                $after = (int) $row->id;
                yield $this->facts($row, $invoices[(int) $row->userid] ?? null);
            }
        } while (count($rows) === self::BLOCK);
    }

    public function one(string $serviceId): ?ServiceFacts
    {
        $row = $this->query()->where('h.id', (int) $serviceId)->first();

        return $row === null
            ? null
            : $this->facts($row, Tax::latestInvoices([(int) $row->userid])[(int) $row->userid] ?? null);
    }

    private function query(): object
    {
        return Capsule::table('tblhosting as h')
            ->join('tblclients as c', 'c.id', '=', 'h.userid')
            ->leftJoin('tblproducts as p', 'p.id', '=', 'h.packageid')
            ->select([
                'h.id', 'h.userid', 'h.packageid', 'h.server', 'h.regdate', 'h.domain', 'h.billingcycle', 'h.domainstatus',
                'c.currency', 'c.taxexempt', 'p.name as product', 'p.tax as product_tax',
            ])
            ->selectRaw('CAST(h.amount AS CHAR) AS amount');
    }

    private function facts(\stdClass $row, ?\stdClass $invoice): ServiceFacts
    {
        $months = Cycle::months((string) $row->billingcycle);
        $currency = $this->currencies[(int) $row->currency] ?? IsoCurrency::NONE;
        $price = $months === null ? null : Decimal::shortest((string) $row->amount);
        $isPrice = $price !== null && IsoCurrency::canBe($price, $currency);

        return new ServiceFacts(
            id: (string) $row->id,
            clientId: (string) $row->userid,
            productId: (string) $row->packageid,
            server: (int) $row->server > 0 ? (string) $row->server : null,
            state: self::STATES[strtolower((string) $row->domainstatus)] ?? 'ended',
            currency: $currency,
            recurringAmount: $isPrice ? $price : null,
            recurringMonths: $months,
            tax: $this->tax->ofRecurring((bool) (int) $row->product_tax, (bool) (int) $row->taxexempt, $invoice),
            label: trim(Text::plain($row->product) . ' - ' . Text::plain($row->domain), ' -'),
            sinceMs: Text::instantMs($row->regdate === null ? null : (string) $row->regdate),
            unusablePrice: $isPrice ? null : $price,
        );
    }
}
