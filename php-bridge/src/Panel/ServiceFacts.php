<?php

/** One service as the panel shows it now. */

declare(strict_types=1);

namespace Makegood\Panel;

final class ServiceFacts
{
    public const STATES = ['active', 'suspended', 'ended', 'pending'];

    /**
     * @param ?string $server          the panel's id of the server, null when it has none
     * @param string  $state           one of STATES
     * @param ?string $recurringAmount decimal string of one whole cycle
     * @param ?int    $recurringMonths months of a cycle, null for free and one-time services
     * @param array{mode: string, rates: list<string>}|null $tax as in the contract; null: untaxed
     * @param ?int    $sinceMs         when the service began, if the panel knows
     * @param ?string $unusablePrice   the stored price when it cannot be one of the currency; $recurringAmount is null then
     */
    public function __construct(
        public readonly string $id,
        public readonly string $clientId,
        public readonly string $productId,
        public readonly ?string $server,
        public readonly string $state,
        public readonly string $currency,
        public readonly ?string $recurringAmount,
        public readonly ?int $recurringMonths,
        public readonly ?array $tax,
        public readonly string $label,
        public readonly ?int $sinceMs = null,
        public readonly ?string $unusablePrice = null,
    ) {
        if (!in_array($state, self::STATES, true)) {
            throw new \InvalidArgumentException('unknown service state: ' . $state);
        }
    }
}
