<?php

/** Gathers what the core must know for a quote and asks for it; the very bytes are kept with the case, and with the entry that comes of it. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Engine\Engine;
use Makegood\Engine\Json;
use Makegood\Instant;
use Makegood\Ledger\Ledger;
use Makegood\Panel\Panel;
use Makegood\Panel\Payment;
use Makegood\Panel\RefundLine;
use Makegood\Panel\Refunds;
use Makegood\Panel\ServiceCard;
use Makegood\Panel\UnableToRead;
use Makegood\Panel\Usage;

final class RefundQuotes
{
    public const OVERAGE = 'overage/';
    private const GATEWAY = 'gatewayRefund';
    private const MARGIN_MS = 366 * Instant::DAY_MS;

    public function __construct(private readonly Ledger $ledger, private readonly Panel $panel, private readonly Engine $engine)
    {
    }

    /**
     * @param array{id?: ?string, service_id: string, client_id: string, product_id: string, currency: string, policy_hash: string, wish: ?string} $case
     * @param list<string> $facts said of the case; what the panel knows is added
     * @param array{requestedAt: string, terminatedAt?: ?string, decidedAt?: ?string} $at
     * @param array<string, mixed>|null $quoted an earlier answer's quote, with or without its steps
     * @param ?string $decided an amount that a person decided
     * @param array<string, string> $labels of lines that were quoted before: the panel may not have them any more
     * @throws \Makegood\Engine\CoreRefused|\Makegood\Engine\EngineFailure|\Makegood\Engine\EngineUnavailable|UnableToRead
     */
    public function ask(array $case, array $facts, array $at, ?array $quoted = null, ?string $decided = null, array $labels = []): RefundQuote
    {
        $lines = $this->refunds()->refundLines((string) $case['service_id']);
        $text = $this->text($case, $lines, $facts, $at, $quoted, $decided);
        $answer = $this->engine->bytes($text);
        $labels = array_replace($labels, array_column(array_map(static fn (RefundLine $line): array => [$line->id, $line->label], $lines), 1, 0));
        return new RefundQuote($text, $answer, Engine::decode($answer), $this->engine->identity()['sha256'], $this->panel->now(), $labels);
    }

    /**
     * The stored quote of a case on the facts of now: time that passed changes nothing, unless it is to.
     *
     * @param array<string, mixed> $row
     * @param bool $later the clock that a decision or the end of the service stops has gone on
     */
    public function again(array $row, ?string $decided = null, bool $later = false): RefundQuote
    {
        $quoted = Json::decode((string) $row['answer'])['quote'];
        $requestedAt = (string) Json::decode((string) $row['request'])['requestedAt'];
        return $this->ask($row, self::facts($row), $this->instants((string) $row['service_id'], $requestedAt, $quoted, $later), $quoted, $decided, self::labels($row));
    }

    /**
     * @param array<string, mixed> $quoted
     * @return array{requestedAt: string, terminatedAt: ?string, decidedAt: ?string} as they were, and what has come since
     */
    public function instants(string $serviceId, string $requestedAt, array $quoted, bool $later = false): array
    {
        $ended = $this->refunds()->card($serviceId)->terminatedMs;
        $stop = $quoted['stop'] ?? null;
        $at = !$later && isset($stop['by'], $stop['at']) && Instant::ms((string) $stop['at']) >= Instant::ms($requestedAt)
            && Instant::ms((string) $stop['at']) <= $this->panel->now() ? (string) $stop['at'] : null;
        return [
            'requestedAt' => $requestedAt,
            'terminatedAt' => $ended !== null ? Instant::iso($ended) : (($stop['by'] ?? null) === 'termination' ? $at : null),
            'decidedAt' => ($stop['by'] ?? null) === 'decision' ? $at : null,
        ];
    }

    /** @param array<string, mixed> $row @return list<string> what client and staff said of the case */
    public static function facts(array $row): array
    {
        $facts = Json::decode((string) $row['facts']);
        return array_values(array_unique([...$facts['client'], ...array_column($facts['staff'], 'fact')]));
    }

    /** @param array<string, mixed> $row @return array<string, string> line => what the invoice called it when it was quoted */
    public static function labels(array $row): array
    {
        return ($row['labels'] ?? null) === null ? [] : array_map('strval', Json::decode((string) $row['labels']));
    }

    /** The months whose service credits belong to a line. @return ?array{string, string} */
    private static function months(RefundLine $line, bool $isFirst): ?array
    {
        return $line->kind === 'plan' ? PaidMonths::of($line->fromMs, $line->toMs, $isFirst) : null;
    }

    private function refunds(): Refunds
    {
        return $this->panel instanceof Refunds ? $this->panel : throw new UnableToRead('This panel does not tell what a refund needs.');
    }

    /** @param array<string, mixed> $case @param list<RefundLine> $lines @param list<string> $facts @param array<string, ?string> $at @param array<string, mixed>|null $quoted */
    private function text(array $case, array $lines, array $facts, array $at, ?array $quoted, ?string $decided): string
    {
        [$service, $client, $currency] = [(string) $case['service_id'], (string) $case['client_id'], (string) $case['currency']];
        $policy = RefundPolicy::of($this->ledger, (string) $case['policy_hash']) ?? throw new UnableToRead('The policy of this case is not there.');
        if ($lines === []) {
            throw new UnableToRead('Nothing was invoiced for this service that could come back.');
        }
        $invoices = array_values(array_unique(array_map(static fn (RefundLine $line): string => $line->invoiceId, $lines)));
        $card = $this->refunds()->card($service);
        $customer = $this->refunds()->customer($client);
        $months = $this->monthsOf($lines, $card);
        $now = $this->panel->now();
        $main = $lines[self::main($lines)]->id;
        $refunded = $this->ledger->refundLines->payouts($service, $client, $currency, $main);
        unset($quoted['steps']);
        return Json::join(array_filter([
            'contract' => Json::encode(Engine::CONTRACT),
            'command' => Json::encode('quoteRefund'),
            'asOf' => Json::encode(Instant::iso($now)),
            'currency' => Json::encode($currency),
            'capabilities' => Json::encode($this->capabilities()),
            'zones' => Json::encode([$this->panel->offsets($policy->zone(), $this->first($lines, $card) - self::MARGIN_MS, $this->last($lines, $now) + self::MARGIN_MS)]),
            'policy' => Json::join(['hash' => Json::encode($policy->hash), 'document' => $policy->document]),
            'product' => Json::encode((string) $case['product_id']),
            'country' => Json::encode(preg_match('/^[A-Z]{2}$/D', (string) $customer->country) === 1 ? $customer->country : null),
            'since' => Json::encode($customer->since),
            'facts' => Json::encode($this->allFacts($service, $facts, $card, $customer->isCompany)),
            'orderedAt' => Json::encode(Instant::iso($card->orderedMs ?? $card->createdMs)),
            'activatedAt' => Json::encode($card->activatedMs === null ? null : Instant::iso($card->activatedMs)),
            'requestedAt' => Json::encode($at['requestedAt']),
            'terminatedAt' => Json::encode($at['terminatedAt'] ?? ($card->terminatedMs === null ? null : Instant::iso($card->terminatedMs))),
            'decidedAt' => Json::encode($at['decidedAt'] ?? null),
            'wish' => Json::encode($case['wish'] ?? null),
            'refunded' => $refunded === [] ? null : Json::encode($refunded),
            'decided' => $decided === null ? null : Json::encode($decided),
            'lines' => Json::encode($this->lines($lines, $months, $case)),
            'payments' => Json::encode(array_map($this->payment(...), $this->refunds()->payments($invoices))),
            'credited' => Json::encode($this->ledger->refundLines->credited($service, $client, $currency, $main, $months === [] ? null : [$months[0][0], $months[count($months) - 1][1]]) ?? '0'),
            'arrears' => Json::encode(array_map(static fn ($arrear): array => ['id' => $arrear->id, 'amount' => $arrear->amount], $this->refunds()->arrears($client, $invoices))),
            'history' => Json::encode(array_map(static fn (array $row): array => [
                'at' => Instant::iso((int) $row['at_ms']), 'product' => (string) $row['product_id'], 'rule' => (string) ($row['rule'] ?? '-'),
            ], $this->ledger->refundCases->history($client, isset($case['id']) ? (string) $case['id'] : null))),
            'quoted' => Json::encode($quoted),
        ], static fn (?string $member): bool => $member !== null));
    }

    /** @return array<string, mixed> as the panel has them, the balance, which each panel has, and the gateway where it may be used */
    private function capabilities(): array
    {
        $capabilities = $this->panel->capabilities();
        // Where credit goes onto invoices, who leaves may never get another one.
        in_array('accountCredit', $capabilities['routes'], true) || $capabilities['routes'][] = 'accountCredit';
        if ($this->refunds()->gateway() !== null && !in_array(self::GATEWAY, $capabilities['routes'], true)) {
            array_unshift($capabilities['routes'], self::GATEWAY);
        }
        return $capabilities;
    }

    /** @param list<string> $said @return list<string> */
    private function allFacts(string $serviceId, array $said, ServiceCard $card, bool $isCompany): array
    {
        $facts = [...$said, ...$this->refunds()->refundFacts($serviceId), ...($card->activatedMs === null ? [] : ['activated'])];
        return array_values(array_unique($isCompany ? array_diff($facts, ['consumer']) : $facts));
    }

    /** @param non-empty-list<RefundLine> $lines @return list<array{string, string}> of the plan's lines, in order of time */
    private function monthsOf(array $lines, ServiceCard $card): array
    {
        $plans = array_values(array_filter($lines, static fn (RefundLine $line): bool => $line->kind === 'plan'));
        usort($plans, static fn (RefundLine $a, RefundLine $b): int => $a->fromMs <=> $b->fromMs);
        return array_values(array_filter(array_map(
            static fn (RefundLine $line): ?array => self::months($line, $line->fromMs <= $card->createdMs + Instant::DAY_MS),
            $plans,
        )));
    }

    /**
     * @param non-empty-list<RefundLine> $lines
     * @param list<array{string, string}> $months
     * @param array<string, mixed> $case
     * @return list<array<string, mixed>>
     */
    private function lines(array $lines, array $months, array $case): array
    {
        $usage = $this->usage((string) $case['service_id'], (string) $case['product_id'], (string) $case['currency']);
        $main = self::main($lines);
        $kinds = LineKinds::of($this->ledger);
        $card = $this->refunds()->card((string) $case['service_id']);
        return array_map(function (RefundLine $line, int $place) use ($usage, $main, $kinds, $case, $card): array {
            $isFirst = $line->fromMs <= $card->createdMs + Instant::DAY_MS;
            $given = $this->ledger->refundLines->credits((string) $case['service_id'], (string) $case['client_id'], (string) $case['currency'], self::months($line, $isFirst));
            return [
                'id' => $line->id,
                'kind' => $kinds->kind($line),
                'from' => Instant::iso($line->fromMs),
                'to' => Instant::iso($line->toMs),
                'amount' => $line->amount,
                'coupon' => $line->coupon,
                'tax' => $line->tax,
                'listPrice' => $line->listPrice,
                'monthlyPrice' => $line->monthlyPrice,
                'hourlyPrice' => $line->hourlyPrice,
                'discount' => $line->discount,
                'units' => $line->units,
                'delivered' => $line->delivered,
            ] + ($place === $main && $usage !== [] ? ['usage' => $usage] : []) + ($given === null ? [] : ['given' => $given]);
        }, $lines, array_keys($lines));
    }

    /** The plan line's place. @param non-empty-list<RefundLine> $lines */
    private static function main(array $lines): int
    {
        return array_search('plan', array_map(static fn (RefundLine $line): string => $line->kind, $lines), true) ?: 0;
    }

    /** Where the prices of a product's overage are kept: a price is of one currency. */
    public static function overageOf(string $productId, string $currency): string
    {
        return self::OVERAGE . $productId . '/' . $currency;
    }

    /** @return list<array<string, mixed>> of what more of costs something, by the product's settings */
    private function usage(string $serviceId, string $productId, string $currency): array
    {
        $stored = $this->ledger->meta->get(self::overageOf($productId, $currency));
        $tiers = $stored === null ? [] : Json::decode($stored);
        return array_values(array_map(
            static fn (Usage $usage): array => ['id' => $usage->id, 'included' => $usage->included, 'used' => $usage->used, 'tiers' => $tiers[$usage->id]],
            $tiers === [] ? [] : array_filter($this->refunds()->usage($serviceId), static fn (Usage $usage): bool => isset($tiers[$usage->id])),
        ));
    }

    /** @return array<string, mixed> */
    private function payment(Payment $payment): array
    {
        return [
            'id' => $payment->id,
            'source' => $payment->source,
            'method' => $payment->method,
            'at' => Instant::iso($payment->atMs),
            'amount' => $payment->amount,
            'fee' => $payment->fee,
            'returned' => $this->ledger->refundLines->returnedTo($payment->id, $payment->returned),
            'chargedBack' => $payment->chargedBack,
            'disputed' => $payment->disputed,
            'refundableUntil' => $payment->refundableUntilMs === null ? null : Instant::iso($payment->refundableUntilMs),
        ];
    }

    /** @param non-empty-list<RefundLine> $lines */
    private function first(array $lines, ServiceCard $card): int
    {
        return min($card->createdMs, $card->orderedMs ?? $card->createdMs, ...array_map(static fn (RefundLine $line): int => $line->fromMs, $lines));
    }

    /** @param non-empty-list<RefundLine> $lines */
    private function last(array $lines, int $nowMs): int
    {
        return max($nowMs, ...array_map(static fn (RefundLine $line): int => $line->toMs, $lines));
    }
}
