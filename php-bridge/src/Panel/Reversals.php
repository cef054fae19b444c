<?php

/** What a panel must know and do so that credit goes back whose payment was reversed. An adapter has it or does not. */

declare(strict_types=1);

namespace Makegood\Panel;

interface Reversals
{
    /**
     * What banks and gateways took back, not what the host or we sent back. [] where the panel does not tell the two apart: then staff say so.
     *
     * @return list<Reversal> those at or after this instant, oldest first; the same each time
     * @throws UnableToRead
     */
    public function reversals(int $fromMs): array;

    /**
     * The invoice that staff name, for a reversal that the panel does not tell.
     *
     * @return array{client: string, currency: string, paid: list<string>}|null null: there is none
     * @throws UnableToRead
     */
    public function reversible(string $invoiceId): ?array;

    /**
     * Takes account credit away, in the client's currency. Not idempotent, and perhaps not atomic.
     *
     * @param string $amount      above zero, with as many decimals as the currency has
     * @param string $description at most 200 bytes of ASCII; kept whole
     * @throws UnableToPost when the panel said no, or did not say
     */
    public function removeCredit(string $clientId, string $amount, string $description): void;
}
