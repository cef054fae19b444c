<?php

/** How the panel taxes: its settings, the client's exemption, the product's flag, the rates an invoice was made with. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Panel;

use WHMCS\Database\Capsule;

final class Tax
{
    private function __construct(
        private readonly bool $enabled,
        private readonly string $mode,
    ) {
    }

    public static function configured(): self
    {
        $values = [];
        foreach (Capsule::table('tblconfiguration')->whereIn('setting', ['TaxEnabled', 'TaxType'])->get(['setting', 'value']) as $row) {
            $values[(string) $row->setting] = strtolower(trim((string) $row->value));
        }

        return new self(
            in_array($values['TaxEnabled'] ?? '', ['on', '1', 'yes', 'true'], true),
            ($values['TaxType'] ?? '') === 'inclusive' ? 'inclusive' : 'exclusive',
        );
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
     * @param \stdClass|null $invoice the client's latest taxed invoice: its rates are the best knowledge of what the next one will bear
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

    /** @return array{mode: string, rates: list<string>}|null */
    private static function withRates(string $mode, ?string ...$stored): ?array
    {
        $rates = [];
        foreach ($stored as $rate) {
            $plain = Text::decimal((string) $rate);
            if ($plain !== '' && $plain !== '0') {
                $rates[] = $plain;
            }
        }

        return $rates === [] ? null : ['mode' => $mode, 'rates' => $rates];
    }
}
