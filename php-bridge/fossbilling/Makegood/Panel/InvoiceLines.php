<?php

/** Credit as a line of an invoice: drafts to put it on, lines to find again by their key. Reads by SQL as text, writes by the panel's services. */

declare(strict_types=1);

namespace Box\Mod\Makegood\Panel;

use Makegood\Panel\Decimal;
use Makegood\Panel\InvoiceDraft;
use Makegood\Panel\IsoCurrency;
use Makegood\Panel\LineFacts;
use Makegood\Panel\UnableToPost;

final class InvoiceLines
{
    private const SCALE = 2;

    /** 0.7 takes an invoice for paid that is up to 0.05 above the balance, later lines one that is 0.01 above it. */
    private const LEAST_DUE_BEFORE_08 = '0.06';
    private const LEAST_DUE = '0.02';

    /** An invoice by which a client pays into the balance: that credit buys nothing. */
    private const DEPOSIT = 'deposit';

    private const TITLE_MAX = 255;

    public function __construct(private readonly Handle $panel)
    {
    }

    /** null: there is none, or it is no draft any more. */
    public function draft(string $invoiceId): ?InvoiceDraft
    {
        $invoice = $this->panel->db()->row("SELECT id, client_id, currency, taxrate FROM invoice WHERE id = ? AND status = 'unpaid' AND COALESCE(approved, 0) = 0", [(int) $invoiceId]);
        $rows = $invoice === null ? [] : $this->panel->db()->rows('SELECT l.type, l.quantity, l.taxed, '
            . Amounts::text(Amounts::hundredths('l.price')) . ' AS hundredths, ' . Amounts::text($this->charged('l')) . ' AS charged'
            . ' FROM invoice_item l WHERE l.invoice_id = ? ORDER BY l.id', [(int) $invoiceId]);
        if ($invoice === null || in_array(self::DEPOSIT, array_column($rows, 'type'), true)) {
            return null;
        }

        return new InvoiceDraft(
            id: (string) $invoice['id'],
            clientId: (string) $invoice['client_id'],
            currency: IsoCurrency::code($invoice['currency']),
            lines: array_map(static fn (array $row): array => [
                // Some lines of the panel let 0 pieces through, none, or fewer than 0: what is charged for them is one piece of that price.
                'price' => Decimal::money((string) ((int) $row['quantity'] > 0 ? $row['hundredths'] : $row['charged'])),
                'quantity' => max(1, (int) $row['quantity']),
                'taxed' => (int) $row['taxed'] === 1,
            ], $rows),
            taxRate: Text::rate($invoice['taxrate']),
            scale: self::SCALE,
            leastDue: Handle::isBefore08() ? self::LEAST_DUE_BEFORE_08 : self::LEAST_DUE,
        );
    }

    /** @return string the panel's id of the line @throws UnableToPost */
    public function add(string $invoiceId, string $key, string $amount, bool $taxed, string $title): string
    {
        $bookable = Text::bookable($amount) ?? throw new UnableToPost('a line of the panel has at most two decimals, so it cannot be ' . $amount);
        $line = [
            // Characters of four bytes are none to the panel's table.
            'title' => mb_strcut((string) preg_replace('/[\x{10000}-\x{10FFFF}]/u', '?', mb_scrub($title, 'UTF-8')), 0, self::TITLE_MAX, 'UTF-8'),
            'price' => '-' . $bookable,
            'quantity' => 1,
            'type' => 'custom',
            'rel_id' => $key,
            'taxed' => $taxed ? 1 : 0,
        ];
        try {
            if ($this->draft($invoiceId) === null) {
                throw new UnableToPost('Invoice ' . $invoiceId . ' takes no line any more.');
            }

            return $this->panel->hasEntities() ? $this->insert($invoiceId, $line) : $this->addNew($invoiceId, $line);
        } catch (UnableToPost $known) {
            throw $known;
        } catch (\Throwable $failure) {
            throw new UnableToPost('The line was not added: ' . $failure->getMessage(), 0, $failure);
        }
    }

    /** @param array<string, mixed> $line @throws UnableToPost */
    private function addNew(string $invoiceId, array $line): string
    {
        $invoice = $this->panel->invoice($invoiceId) ?? throw new UnableToPost('There is no invoice ' . $invoiceId . '.');

        return (string) $this->panel->service('Invoice', 'InvoiceItem')->addNew($invoice, $line);
    }

    /**
     * As addNew writes it. Doctrine closes its manager when a write fails, and the panel, which is about to approve this invoice, would fail
     * with it; a statement on the same connection leaves everything as it was.
     *
     * @param array<string, mixed> $line
     */
    private function insert(string $invoiceId, array $line): string
    {
        $now = date('Y-m-d H:i:s');
        $row = ['invoice_id' => (int) $invoiceId, 'task' => 'void', 'status' => 'pending_payment', 'charged' => 0, 'created_at' => $now, 'updated_at' => $now] + $line;

        return $this->panel->transactional(fn (): string => $this->panel->db()->insert('invoice_item', $row));
    }

    /**
     * A refund repeats all lines turned around, with their key, on a document of its own: the line is the one that came first.
     *
     * @param list<string> $keys
     *
     * @return array<string, LineFacts>
     */
    public function find(array $keys): array
    {
        if ($keys === []) {
            return [];
        }
        // One look for lines and copies: the oldest of the panel's lines has no index for it, and a look of its own for each would take minutes.
        $rows = $this->panel->db()->rows('SELECT l.id, l.rel_id, l.invoice_id, i.status, i.approved, ' . Amounts::text('0 - ' . Amounts::line('l'))
            . " AS hundredths, CASE WHEN l.price > 0 AND i.status = 'refunded' THEN 1 ELSE 0 END AS is_copy"
            . ' FROM invoice_item l JOIN invoice i ON i.id = l.invoice_id WHERE l.rel_id IN (' . implode(', ', array_fill(0, count($keys), '?')) . ')'
            . ' ORDER BY l.id', $keys);
        $copies = array_filter($rows, static fn (array $row): bool => (int) $row['is_copy'] === 1);
        $lastCopy = array_column($copies, 'id', 'rel_id'); // of the same key the last one
        $refunds = new Refunds($this->panel);
        $found = [];
        foreach ($rows as $row) {
            $key = (string) $row['rel_id'];
            $found[$key] ??= new LineFacts(
                key: $key,
                itemId: (string) $row['id'],
                invoiceId: (string) $row['invoice_id'],
                amount: Decimal::money((string) $row['hundredths']),
                invoiceState: self::state((string) $row['status'], (int) $row['approved'] === 1, fn (): bool => (int) ($lastCopy[$key] ?? 0) > (int) $row['id'] || $refunds->wasRefunded((string) $row['invoice_id'])),
            );
        }

        return $found;
    }

    /** An approved invoice that comes to nothing is waited for by nobody, and its orders would be suspended. @throws UnableToPost */
    public function closeIfNothingDue(string $invoiceId): void
    {
        $taxed = 'COALESCE(SUM(CASE WHEN l.taxed = 1 THEN ' . Amounts::line('l') . ' ELSE 0 END), 0)';
        $rate = 'CAST(COALESCE(i.taxrate, 0) AS DECIMAL(10, 4))';
        $total = 'COALESCE(SUM(' . Amounts::line('l') . "), 0) + CASE WHEN $rate > 0 THEN CAST(ROUND($taxed * $rate / 100) AS SIGNED INTEGER) ELSE 0 END";
        $row = $this->panel->db()->row('SELECT i.id, ' . Amounts::text("($total)") . ' AS hundredths, COUNT(l.id) AS n FROM invoice i LEFT JOIN invoice_item l ON l.invoice_id = i.id'
            . " WHERE i.id = ? AND i.status = 'unpaid' AND i.approved = 1 GROUP BY i.id, i.taxrate", [(int) $invoiceId]);
        if ($row === null || (string) $row['hundredths'] !== '0' || (int) $row['n'] === 0) {
            return;
        }
        try {
            // As the panel closes one that the balance paid: nothing is charged, what was ordered is done.
            $this->panel->service('Invoice')->markAsPaid($this->panel->invoice($invoiceId), false, true);
        } catch (\Throwable $failure) {
            $this->panel->mend();
            throw new UnableToPost('markAsPaid broke down: ' . $failure->getMessage(), 0, $failure);
        }
    }

    /**
     * A cancelled invoice is not the end of it here: one click makes it payable again, or paid, with no event before that. The credit of its line
     * goes back to the client, so the line must not stay to be had as well.
     *
     * @param ?string $invoiceId null: of all
     */
    public function takeOffCancelled(?string $invoiceId): void
    {
        [$one, $values] = $invoiceId === null ? ['', []] : [' AND i.id = ?', [(int) $invoiceId]];
        $lines = $this->panel->db()->rows("SELECT l.id FROM invoice i JOIN invoice_item l ON l.invoice_id = i.id WHERE i.status = 'canceled'$one"
            . " AND l.type = 'custom' AND l.price < 0 AND l.rel_id LIKE 'sla:________________'", $values);
        foreach ($lines as $line) {
            $this->panel->db()->run("DELETE FROM invoice_item WHERE id = ? AND invoice_id IN (SELECT id FROM invoice WHERE status = 'canceled')", [(int) $line['id']]);
        }
    }

    /** What the panel charges for a line: of no quantity later lines of it charge one piece, those before nothing. */
    private function charged(string $l): string
    {
        return '(' . Amounts::hundredths("$l.price") . " * COALESCE($l.quantity, " . ($this->panel->hasEntities() ? '1' : '0') . '))';
    }

    /** @param callable(): bool $wasRefunded */
    private static function state(string $status, bool $isApproved, callable $wasRefunded): string
    {
        // The panel refunds unpaid ones, too, and leaves them to be paid as they are: with our line on them.
        return match (true) {
            $status === 'canceled' => LineFacts::CANCELLED,
            $status === 'refunded' => LineFacts::REFUNDED,
            $status === 'paid' => $wasRefunded() ? LineFacts::REFUNDED : LineFacts::PAID,
            default => $isApproved ? LineFacts::UNPAID : LineFacts::DRAFT,
        };
    }
}
