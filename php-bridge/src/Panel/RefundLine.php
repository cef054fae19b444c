<?php

/** One invoice line that a refund may touch: what was bought, for which time, for how much. */

declare(strict_types=1);

namespace Makegood\Panel;

final class RefundLine
{
    public const KINDS = ['plan', 'addOn', 'valueAdded', 'setup', 'domain', 'licence', 'customisation', 'other'];

    /**
     * @param string $id       `invoice:7/12` or the like, never that of another line
     * @param string $kind     one of KINDS
     * @param string $label    as the invoice says it
     * @param int    $fromMs   what was paid for begins; $toMs: ends. Of what has no time both are the instant of the order
     * @param string $amount   before coupons, in the line's own tax mode
     * @param string $coupon   what coupons took off it
     * @param array{mode: string, rates: list<string>}|null $tax as in the contract
     * @param ?string $listPrice, $monthlyPrice, $hourlyPrice: what the panel's price list says, where it does
     * @param ?string $discount as a decimal that the list's prices are multiplied with
     * @param ?array{granted: string, used: string} $units where it is used by quantity
     * @param bool   $delivered separately priced and performed in full
     * @param ?string $item what was sold, by its number in the panel: `product:5`, `addon:3`; null where it has none, and of set-up fees
     * @param ?string $name what the panel calls what was sold
     */
    public function __construct(
        public readonly string $id,
        public readonly string $invoiceId,
        public readonly string $kind,
        public readonly string $label,
        public readonly int $fromMs,
        public readonly int $toMs,
        public readonly string $amount,
        public readonly string $coupon = '0',
        public readonly ?array $tax = null,
        public readonly ?string $listPrice = null,
        public readonly ?string $monthlyPrice = null,
        public readonly ?string $hourlyPrice = null,
        public readonly ?string $discount = null,
        public readonly ?array $units = null,
        public readonly bool $delivered = false,
        public readonly ?string $item = null,
        public readonly ?string $name = null,
    ) {
        if (!in_array($kind, self::KINDS, true)) {
            throw new \InvalidArgumentException('unknown kind of line: ' . $kind);
        }
    }
}
