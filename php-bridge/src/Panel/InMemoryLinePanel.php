<?php

/**
 * The panel in memory with invoices whose balance pays all or nothing: drafts, approval with a hook before it, payment, cancellation,
 * refund, deletion. Amounts are hundredths; the tax is rounded once, on the sum of the taxed lines.
 */

declare(strict_types=1);

namespace Makegood\Panel;

final class InMemoryLinePanel extends InMemoryPanel implements Lines
{
    /** @var (\Closure(string): void)|null called with the invoice's id before it is approved */
    public ?\Closure $beforeApproval = null;
    /** Runs before or after a line is written (`before`, `after`); what it throws is what the caller sees. @var (\Closure(string): void)|null */
    public ?\Closure $whileAdding = null;
    /** @var array<string, true> clients whose next invoice is paid from the balance */
    public array $prepaid = [];
    public string $leastDue = '0.06';

    /** @var array<string, array{client: string, currency: string, rate: int, state: string}> rate in hundredths of a per cent */
    private array $invoices = [];
    /** @var array<string, array{invoice: string, key: string, hundredths: int, quantity: int, taxed: bool, title: string}> by item */
    private array $items = [];
    private int $last = 0;

    public function __construct(\PDO $pdo, int $nowMs)
    {
        parent::__construct($pdo, $nowMs);
        $this->capabilities = ['routes' => ['invoiceLine'], 'postableScale' => []];
    }

    /**
     * @param list<array{0: string, 1?: int, 2?: bool}> $lines price, quantity, taxed
     * @param string $rate per cent, at most two decimals
     */
    public function newInvoice(string $clientId, array $lines, string $rate = '0', ?string $currency = null): string
    {
        $id = (string) ++$this->last;
        $this->invoices[$id] = ['client' => $clientId, 'currency' => $currency ?? $this->currency($clientId), 'rate' => self::hundredths($rate), 'state' => LineFacts::DRAFT];
        foreach ($lines as $line) {
            $this->put($id, '', self::hundredths($line[0]), $line[1] ?? 1, $line[2] ?? true, 'Hosting');
        }
        return $id;
    }

    /** As a person does it, or the panel's cron. */
    public function approve(string $invoiceId): void
    {
        if ($this->beforeApproval !== null) {
            ($this->beforeApproval)($invoiceId);
        }
        $this->become($invoiceId, LineFacts::UNPAID);
    }

    /** @param string $state as in LineFacts */
    public function become(string $invoiceId, string $state): void
    {
        $this->invoices[$invoiceId]['state'] = $state;
    }

    public function deleteInvoice(string $invoiceId): void
    {
        unset($this->invoices[$invoiceId]);
        $this->items = array_filter($this->items, static fn (array $item): bool => $item['invoice'] !== $invoiceId);
    }

    public function deleteItem(string $itemId): void
    {
        unset($this->items[$itemId]);
    }

    /** As a person could write it, with any key. */
    public function put(string $invoiceId, string $key, int $hundredths, int $quantity, bool $taxed, string $title): string
    {
        $id = (string) ++$this->last;
        $this->items[$id] = ['invoice' => $invoiceId, 'key' => $key, 'hundredths' => $hundredths, 'quantity' => $quantity, 'taxed' => $taxed, 'title' => $title];
        return $id;
    }

    public function changePrice(string $itemId, string $price): void
    {
        $this->items[$itemId]['hundredths'] = self::hundredths($price);
    }

    public function state(string $invoiceId): ?string
    {
        return $this->invoices[$invoiceId]['state'] ?? null;
    }

    /** @return list<string> `price title` of the invoice's lines of ours */
    public function ours(string $invoiceId): array
    {
        $found = array_filter($this->items, static fn (array $item): bool => $item['invoice'] === $invoiceId && str_starts_with($item['key'], 'sla:'));
        return array_values(array_map(static fn (array $item): string => self::money($item['hundredths']) . ' ' . $item['title'], $found));
    }

    /** @return list<string> ids of the invoice's lines of ours */
    public function ourItems(string $invoiceId): array
    {
        return array_map('strval', array_keys(array_filter($this->items, static fn (array $item): bool => $item['invoice'] === $invoiceId && str_starts_with($item['key'], 'sla:'))));
    }

    public function total(string $invoiceId): string
    {
        return self::money($this->sum($invoiceId));
    }

    public function draft(string $invoiceId): ?InvoiceDraft
    {
        $invoice = $this->invoices[$invoiceId] ?? null;
        if ($invoice === null || $invoice['state'] !== LineFacts::DRAFT) {
            return null;
        }
        $lines = array_map(static fn (array $item): array => [
            'price' => self::money($item['hundredths']), 'quantity' => $item['quantity'], 'taxed' => $item['taxed'],
        ], array_values($this->of($invoiceId)));
        $rate = $invoice['rate'] === 0 ? null : self::money($invoice['rate']);
        return new InvoiceDraft($invoiceId, $invoice['client'], $invoice['currency'], $lines, $rate, 2, $this->leastDue);
    }

    public function addLine(string $invoiceId, string $key, string $amount, bool $taxed, string $title): string
    {
        if ($this->whileAdding !== null) {
            ($this->whileAdding)('before');
        }
        if ($this->state($invoiceId) !== LineFacts::DRAFT) {
            throw new UnableToPost('No line can be added to this invoice.');
        }
        if (!preg_match('/^\d{1,12}\.\d{2}$/D', $amount) || trim($amount, '0.') === '' || strlen($key) !== 20) {
            throw new UnableToPost('This is no amount or no key.');
        }
        $item = $this->put($invoiceId, $key, -self::hundredths($amount), 1, $taxed, $title);
        if ($this->whileAdding !== null) {
            ($this->whileAdding)('after');
        }
        return $item;
    }

    public function lines(array $keys): array
    {
        $found = [];
        foreach ($this->items as $id => $item) {
            if (in_array($item['key'], $keys, true) && !isset($found[$item['key']])) {
                $state = $this->invoices[$item['invoice']]['state'];
                $found[$item['key']] = new LineFacts($item['key'], (string) $id, $item['invoice'], self::money(-$item['hundredths']), $state);
            }
        }
        return $found;
    }

    public function paysFromBalance(string $clientId): bool
    {
        $this->currency($clientId);
        return isset($this->prepaid[$clientId]);
    }

    public function closeIfNothingDue(string $invoiceId): void
    {
        if ($this->state($invoiceId) === LineFacts::UNPAID && $this->sum($invoiceId) === 0) {
            $this->become($invoiceId, LineFacts::PAID);
        }
    }

    /** @return array<string, array{invoice: string, key: string, hundredths: int, quantity: int, taxed: bool, title: string}> */
    private function of(string $invoiceId): array
    {
        return array_filter($this->items, static fn (array $item): bool => $item['invoice'] === $invoiceId);
    }

    private function sum(string $invoiceId): int
    {
        $all = $taxed = 0;
        foreach ($this->of($invoiceId) as $item) {
            $all += $item['hundredths'] * $item['quantity'];
            $taxed += $item['taxed'] ? $item['hundredths'] * $item['quantity'] : 0;
        }
        $product = abs($taxed) * $this->invoices[$invoiceId]['rate'];
        $tax = intdiv($product + 5_000, 10_000); // half up, away from zero
        return $all + ($taxed < 0 ? -$tax : $tax);
    }

    private static function hundredths(string $amount): int
    {
        [$whole, $part] = explode('.', ltrim($amount, '-') . '.');
        $units = (int) ($whole . str_pad($part, 2, '0'));
        return str_starts_with($amount, '-') ? -$units : $units;
    }

    private static function money(int $hundredths): string
    {
        return ($hundredths < 0 ? '-' : '') . substr_replace(str_pad((string) abs($hundredths), 3, '0', STR_PAD_LEFT), '.', -2, 0);
    }
}
