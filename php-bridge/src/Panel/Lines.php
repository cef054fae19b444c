<?php

/** What a panel may offer beside its balance: credit as a line of an invoice that is about to be approved; an adapter has it or does not. */

declare(strict_types=1);

namespace Makegood\Panel;

interface Lines
{
    /** @return ?InvoiceDraft null: no such invoice, or no line may be added to it now @throws UnableToRead */
    public function draft(string $invoiceId): ?InvoiceDraft;

    /**
     * Adds a negative line.
     *
     * @param string $amount positive decimal string without tax: the line's price is minus this
     * @return string the panel's id of the line
     * @throws UnableToPost
     */
    public function addLine(string $invoiceId, string $key, string $amount, bool $taxed, string $title): string;

    /**
     * Lines of ours that are there, by key.
     *
     * @param list<string> $keys
     * @return array<string, LineFacts>
     * @throws UnableToRead
     */
    public function lines(array $keys): array;

    /** Whether the panel by itself pays this client's next invoice from the balance. @throws UnableToRead */
    public function paysFromBalance(string $clientId): bool;

    /** An approved invoice of which nothing is due any more is closed in the panel's own way. @throws UnableToPost */
    public function closeIfNothingDue(string $invoiceId): void;
}
