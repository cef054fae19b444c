<?php

/** How the panel taxes: its settings, the client's exemption, the product's flag, the rates an invoice was made with. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Panel;

use Makegood\Panel\Decimal;
use WHMCS\Database\Capsule;

final class Tax
{
    private function __construct(
        private readonly bool $enabled,
        private readonly string $mode,
        private readonly bool $perLine,
    ) {
    }

    public static function configured(): self
    {
        $settings = Configuration::read('TaxEnabled', 'TaxType', 'TaxPerLineItem');

        return new self(
            $settings->isOn('TaxEnabled'),
            strtolower((string) $settings->text('TaxType')) === 'inclusive' ? 'inclusive' : 'exclusive',
            $settings->isOn('TaxPerLineItem'),
        );
    }

    /**
     * Each client's newest invoice that bears tax: its rates are the best knowledge of what the next one will bear.
     *
     * @param list<int> $clientIds
     *
     * @return array<int, \stdClass> client id → taxrate and taxrate2 (text)
     */
    public static function latestInvoices(array $clientIds): array
    {
        if ($clientIds === []) {
            return [];
        }
        $newest = Capsule::table('tblinvoices')
            ->whereIn('userid', array_values(array_unique($clientIds)))
            ->whereRaw('CAST(taxrate AS DECIMAL(10,3)) > 0')
            ->groupBy('userid')
            ->selectRaw('MAX(id) AS id')
            ->pluck('id')->all();
        $found = [];
        $rows = Capsule::table('tblinvoices')->whereIn('id', $newest)
            ->select('userid')->selectRaw('CAST(taxrate AS CHAR) AS taxrate, CAST(taxrate2 AS CHAR) AS taxrate2')->get();
        foreach ($rows as $row) {
            $found[(int) $row->userid] = $row;
        }

        return $found;
    }

    /**
     * Tax of an invoice line in the contract's form; null when the line bears none.
     *
     * The invoice's own mode and rates count, whatever the settings say today: they are what was paid.
     *
     * @param string $mode exclusive or inclusive
     *
     * @return array{mode: string, rates: list<string>}|null
     */
    public static function ofLine(bool $taxed, string $mode, ?string $rate, ?string $rate2): ?array
    {
        return $taxed ? self::withRates($mode, $rate, $rate2) : null;
    }

    /**
     * Tax of a recurring amount; null when the product, the client or the installation bears none.
     *
     * @param \stdClass|null $invoice see latestInvoices
     *
     * @return array{mode: string, rates: list<string>}|null
     */
    public function ofRecurring(bool $productTaxed, bool $clientExempt, ?\stdClass $invoice): ?array
    {
        if (!$this->enabled || !$productTaxed || $clientExempt || $invoice === null) {
            return null;
        }

        return self::withRates($this->mode, (string) $invoice->taxrate, (string) $invoice->taxrate2);
    }

    /**
     * Tax of a client's next invoices in the form of previewInvoice; null when none of their lines bears any.
     *
     * @param \stdClass|null $invoice see latestInvoices
     *
     * @return array{mode: string, rates: list<string>, perLine: bool}|null
     */
    public function onInvoices(bool $clientExempt, ?\stdClass $invoice): ?array
    {
        $tax = $this->ofRecurring(true, $clientExempt, $invoice);

        return $tax === null ? null : $tax + ['perLine' => $this->perLine];
    }

    /** @return array{mode: string, rates: list<string>}|null */
    private static function withRates(string $mode, ?string ...$stored): ?array
    {
        $rates = [];
        foreach ($stored as $rate) {
            $plain = Decimal::shortest((string) $rate);
            if ($plain !== '' && $plain !== '0') {
                $rates[] = $plain;
            }
        }

        return $rates === [] ? null : ['mode' => $mode, 'rates' => $rates];
    }
}
