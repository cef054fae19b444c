<?php

/** What the client's next invoices will take of what waits for them, as lines of theirs: each question answered by the core. */

declare(strict_types=1);

namespace Makegood\Api;

use Makegood\Engine\Json;
use Makegood\Panel\Invoicing;
use Makegood\Panel\UpcomingInvoice;
use Makegood\Panel\UpcomingLine;
use Makegood\Run\AttachRequest;

final class InvoiceLines
{
    /** @param \Closure(string): ?string $answer to a request's text */
    public function __construct(private readonly \Closure $answer)
    {
    }

    /**
     * @param list<UpcomingInvoice> $upcoming
     * @param array<string, list<ComingCredit>> $placed by the first invoice that may take it
     * @return array<string, list<UpcomingLine>>|null lines of credit by invoice; null: nobody can say
     */
    public function of(string $currency, Invoicing $invoicing, array $upcoming, array $placed): ?array
    {
        $rates = $invoicing->tax['rates'] ?? [];
        if (count($rates) > 1 || ($invoicing->tax['mode'] ?? 'exclusive') !== 'exclusive') {
            return null; // no panel that takes lines taxes like this
        }
        $found = $waiting = [];
        foreach ($upcoming as $invoice) {
            foreach ($placed[$invoice->id] ?? [] as $credit) {
                $waiting[$credit->id] = [$credit, $credit->amount];
            }
            $answer = $waiting === [] ? null : $this->ask($currency, $invoicing, $rates[0] ?? null, $invoice, $waiting);
            if ($waiting !== [] && $answer === null) {
                return null;
            }
            foreach ($answer['lines'] ?? [] as $line) {
                $credit = $waiting[$line['id']][0];
                $found[$invoice->id][] = new UpcomingLine('credit/' . $credit->id, $credit->label, '-' . $line['net'], $line['taxed']);
            }
            foreach ($answer['left'] ?? [] as $left) {
                $waiting[$left['id']][1] = $left['amount'];
            }
        }
        return $found;
    }

    /**
     * @param array<string, array{ComingCredit, string}> $waiting
     * @return array<string, mixed>|null
     */
    private function ask(string $currency, Invoicing $invoicing, ?string $rate, UpcomingInvoice $invoice, array $waiting): ?array
    {
        $lines = array_map(static fn (UpcomingLine $line): array => ['price' => $line->amount, 'quantity' => 1, 'taxed' => $line->taxed], $invoice->lines);
        $credits = array_map(static fn (array $row): array => ['id' => $row[0]->id, 'amount' => $row[1], 'taxed' => $row[0]->taxed, 'attached' => []], array_values($waiting));
        $answer = ($this->answer)(Json::encode(AttachRequest::of($currency, $invoicing->scale, $rate, $invoicing->leastDue, $lines, $credits)));
        return $answer === null || !str_starts_with($answer, '{"ok":true') ? null : Json::decode($answer);
    }
}
