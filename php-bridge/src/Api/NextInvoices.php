<?php

/**
 * The invoices that the panel will make next, with the credits that will be on the balance by then, or on the invoices themselves: a question
 * for the core.
 */

declare(strict_types=1);

namespace Makegood\Api;

use Makegood\Engine\Engine;
use Makegood\Engine\EngineFailure;
use Makegood\Engine\EngineUnavailable;
use Makegood\Engine\Json;
use Makegood\Panel\Lines;
use Makegood\Panel\Panel;
use Makegood\Panel\UnableToRead;
use Makegood\Panel\UpcomingInvoice;
use Makegood\Panel\UpcomingLine;

final class NextInvoices
{
    public function __construct(
        private readonly Panel $panel,
        private readonly ?Engine $engine,
        private readonly ?Memory $memory,
        private readonly bool $isBalanceUsed = true,
    ) {
    }

    /**
     * @param list<ComingCredit> $coming in the client's currency
     * @return array<string, mixed>|null null when the panel makes none, or nobody can say what they will be
     */
    public function with(string $clientId, string $currency, array $coming): ?array
    {
        try {
            $upcoming = $this->panel->upcomingInvoices($clientId);
            if ($upcoming === []) {
                return null;
            }
            $invoicing = $this->panel->invoicing($clientId);
            $balance = $this->panel->balance($clientId);
            $asLines = $this->panel instanceof Lines && !($this->isBalanceUsed && $this->panel->paysFromBalance($clientId));
        } catch (UnableToRead) {
            return null;
        }
        $placed = self::placed($upcoming, $coming);
        if ($asLines) {
            $lines = (new InvoiceLines($this->answer(...)))->of($currency, $invoicing, $upcoming, $placed);
            if ($lines === null) {
                return null;
            }
            $upcoming = array_map(static fn (UpcomingInvoice $invoice): UpcomingInvoice => new UpcomingInvoice($invoice->id, $invoice->createdOn, $invoice->dueOn, [
                ...$invoice->lines, ...$lines[$invoice->id] ?? [],
            ]), $upcoming);
            $placed = [];
        }
        $request = Json::encode([
            'contract' => Engine::CONTRACT,
            'command' => 'previewInvoice',
            'currency' => $currency,
            'scale' => $invoicing->scale,
            'balance' => $balance,
            'useBalance' => $invoicing->useBalance && !$asLines,
            'tax' => $invoicing->tax,
            'invoices' => array_map(static fn (UpcomingInvoice $invoice): array => self::wire($invoice, $placed[$invoice->id] ?? []), $upcoming),
        ]);
        $answer = $this->answer($request);
        if ($answer !== null && !str_starts_with($answer, '{"ok":true')) {
            return null; // amounts that are none of this currency: better no sum than a wrong one
        }
        $shown = array_merge(...array_values($placed));
        return [
            'request' => $request,
            'answer' => $answer,
            'invoices' => array_map(static fn (UpcomingInvoice $invoice): array => [
                'id' => $invoice->id,
                'createdOn' => $invoice->createdOn,
                'dueOn' => $invoice->dueOn,
                'lines' => (object) array_column(
                    array_map(static fn (UpcomingLine $line): array => [$line->id, $line->label], $invoice->lines),
                    1,
                    0,
                ),
            ], $upcoming),
            'credits' => (object) array_column(array_map(static fn (ComingCredit $credit): array => [$credit->id, $credit->label], $shown), 1, 0),
        ];
    }

    /**
     * Each before the first invoice that is made on its day or later.
     *
     * @param list<UpcomingInvoice> $upcoming
     * @param list<ComingCredit> $coming
     * @return array<string, list<ComingCredit>> by invoice
     */
    private static function placed(array $upcoming, array $coming): array
    {
        $placed = [];
        foreach ($coming as $credit) {
            $day = date('Y-m-d', intdiv($credit->atMs, 1000)); // the panel's zone is PHP's
            foreach ($upcoming as $invoice) {
                if ($invoice->createdOn >= $day) {
                    $placed[$invoice->id][] = $credit;
                    break;
                }
            }
        }
        return $placed;
    }

    /** @param list<ComingCredit> $credits @return array<string, mixed> */
    private static function wire(UpcomingInvoice $invoice, array $credits): array
    {
        return [
            'id' => $invoice->id,
            'credits' => array_map(static fn (ComingCredit $credit): array => ['id' => $credit->id, 'amount' => $credit->amount], $credits),
            'lines' => array_map(static fn (UpcomingLine $line): array => [
                'id' => $line->id, 'amount' => $line->amount, 'taxed' => $line->taxed,
            ], $invoice->lines),
        ];
    }

    private function answer(string $request): ?string
    {
        $known = $this->memory?->recall($request);
        if ($known !== null) {
            return $known;
        }
        try {
            $answer = $this->engine?->bytes($request);
            if ($answer !== null) {
                $this->memory?->keep($request, $answer);
            }
            return $answer;
        } catch (EngineUnavailable | EngineFailure) {
            return null;
        }
    }
}
