<?php

/**
 * Refunds as the panel makes them: a new document with all lines turned around, status `refunded`; the invoice itself stays paid, and
 * the only link is a sentence in the document's notes. By its setting `manual` the panel writes nothing at all.
 */

declare(strict_types=1);

namespace Box\Mod\Makegood\Panel;

final class Refunds
{
    public function __construct(private readonly Handle $panel)
    {
    }

    /** Whether there is a document of it, or staff called the invoice refunded themselves. */
    public function wasRefunded(string $invoiceId): bool
    {
        return $this->panel->db()->row("SELECT r.id FROM invoice i JOIN invoice r ON r.client_id = i.client_id AND r.status = 'refunded'"
            . " AND (r.id = i.id OR (r.id > i.id AND r.notes LIKE ?)) WHERE i.id = ? LIMIT 1", ['%Refund for #' . (int) $invoiceId . ' invoice.%', (int) $invoiceId]) !== null;
    }

    /** Whether the panel makes such documents: else a second refund is no more than a word. */
    public function makesDocuments(): bool
    {
        return in_array($this->panel->setting('invoice_refund_logic') ?? 'manual', ['credit_note', 'negative_invoice'], true);
    }
}
