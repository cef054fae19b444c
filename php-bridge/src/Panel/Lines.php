<?php

/**
 * What a panel can do whose balance pays an invoice whole or not at all: credit is a negative line of the client's next invoice.
 * Implemented beside Panel; its capabilities then name the route `invoiceLine`.
 */

declare(strict_types=1);

namespace Makegood\Panel;

interface Lines
{
    /**
     * The invoice with all its lines, ours too; null: there is none, or no line may be added to it now (approved, paid, cancelled, refunded).
     *
     * @throws UnableToRead
     */
    public function draft(string $invoiceId): ?InvoiceDraft;

    /**
     * Adds a negative line, quantity 1. Not idempotent; the key is stored with the line, whole.
     *
     * @param string $key    20 characters: `sla:` and 16 hex digits, never a bare number
     * @param string $amount positive, without tax: the line's price is minus this
     * @param string $title  what the client reads, at most 200 bytes
     * @return string the panel's id of the line
     * @throws UnableToPost when the panel said no, or did not say
     */
    public function addLine(string $invoiceId, string $key, string $amount, bool $taxed, string $title): string;

    /**
     * Lines with these keys, wherever they are now; those that are not there are left out. Of several with one key, the one that was first.
     *
     * @param list<string> $keys
     * @return array<string, LineFacts> by key
     * @throws UnableToRead a half-read list must not look complete
     */
    public function lines(array $keys): array;

    /**
     * Whether the panel by itself pays this client's next invoice from the balance (prepaid): then credit goes there.
     *
     * @throws UnableToRead
     */
    public function paysFromBalance(string $clientId): bool;

    /**
     * An approved invoice of which nothing is due any more is closed in the panel's own way; any other is left as it is.
     *
     * @throws UnableToPost
     */
    public function closeIfNothingDue(string $invoiceId): void;
}
