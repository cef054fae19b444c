<?php

/** What a client asks before there is a case: whether something can come back, how much, and the request itself, which holds to the quote that was seen. */

declare(strict_types=1);

namespace Makegood\Desk;

use Makegood\Engine\Engine;
use Makegood\Engine\Json;
use Makegood\Instant;
use Makegood\Ledger\Ledger;
use Makegood\Ledger\LostRace;
use Makegood\Panel\Panel;
use Makegood\Panel\Refunds;
use Makegood\Panel\ServiceCard;
use Makegood\Panel\UnableToRead;
use Makegood\Run\Mode;
use Makegood\Run\RefundMoves;
use Makegood\Run\RefundPolicy;
use Makegood\Run\RefundQuote;
use Makegood\Run\RefundQuotes;

final class RefundAsking
{
    /** What a client may say of their own case. */
    public const CLIENT_FACTS = ['consumer', 'earlyStart'];
    /** How old the quote may be that a client commits to. */
    public const QUOTE_MS = 3_600_000;

    private readonly RefundQuotes $quotes;
    private readonly RefundMoves $moves;

    public function __construct(private readonly Panel $panel, Engine $engine, private readonly Ledger $ledger)
    {
        $this->quotes = new RefundQuotes($ledger, $panel, $engine);
        $this->moves = new RefundMoves($ledger, $panel, $engine);
    }

    /**
     * What a client can ask for; null: no refund policy binds the service, or nothing is live yet.
     *
     * @return ?array{policy: string, document: string, currency: string, reasons: list<array<string, mixed>>, card: array<string, mixed>}
     */
    public function offer(string $serviceId): ?array
    {
        $about = $this->panel instanceof Refunds && Mode::of($this->ledger)->isLive() ? $this->about($serviceId, null) : null;
        if ($about === null) {
            return null;
        }
        $policy = RefundPolicy::of($this->ledger, $about['policy_hash']);
        return $policy === null ? null : [
            'policy' => $policy->hash,
            'document' => $policy->document,
            'currency' => $about['currency'],
            'reasons' => $policy->reasons(),
            'card' => self::card($this->refunds()->card($serviceId)),
        ];
    }

    /**
     * What would come back now; nothing is kept.
     *
     * @param list<string> $facts of CLIENT_FACTS
     * @return array{service: string, client: string, currency: string, requestedAt: string, request: string, answer: string, sha256: string}
     * @throws UnableToDo|UnableToRead|\Makegood\Engine\CoreRefused
     */
    public function quote(string $serviceId, ?string $wish = null, array $facts = [], ?string $requestedAt = null): array
    {
        $about = $this->about($serviceId, $wish) ?? throw new UnableToDo('No refund policy is in force for this service.');
        $at = ['requestedAt' => $requestedAt ?? Instant::iso($this->panel->now())];
        return self::body($about, $at['requestedAt'], $this->quotes->ask($about, self::said($facts), $at));
    }

    /**
     * The client commits to the quote that they saw.
     *
     * @param array{reason: string, wished?: ?string, wish?: ?string, contact?: ?string, fields?: array<string, string>, facts?: list<string>, cancellation?: string} $given
     * @param array<string, mixed> $quoted      the answer's quote; its steps may be left out
     * @param string $requestedAt when it was quoted
     * @return string the case's number
     * @throws UnableToDo|StaleQuote|UnableToRead|\Makegood\Engine\CoreRefused
     */
    public function request(string $serviceId, string $clientId, array $given, array $quoted, string $requestedAt, string $by): string
    {
        if ($this->offer($serviceId) === null) {
            throw new UnableToDo('No refund can be asked for this service.');
        }
        $about = $this->about($serviceId, $given['wish'] ?? null);
        if ($about === null || $about['client_id'] !== $clientId) {
            throw new UnableToDo('There is no such service.');
        }
        $this->fitting($given, $requestedAt);
        if ($this->ledger->refundCases->openOf($serviceId) !== null) {
            throw new UnableToDo('A refund was asked for this service already, and it is not decided yet.');
        }
        $facts = self::said($given['facts'] ?? []);
        $quote = $this->quotes->ask($about, $facts, $this->quotes->instants($serviceId, $requestedAt, $quoted), $quoted);
        if ($quote->changed() !== []) {
            throw new StaleQuote($quote->changed(), self::body($about, $requestedAt, $quote));
        }
        try {
            return $this->ledger->transaction(fn (): string => $this->add($about, $given, $facts, $quote, $by));
        } catch (LostRace) {
            throw new UnableToDo('A refund was asked for this service already, and it is not decided yet.');
        }
    }

    /** @param array<string, mixed> $given */
    private function fitting(array $given, string $requestedAt): void
    {
        $at = Instant::ms($requestedAt);
        if ($at > $this->panel->now() || $at < $this->panel->now() - self::QUOTE_MS) {
            throw new UnableToDo('This quote is too old. Look at a new one.');
        }
        if (!in_array($given['cancellation'] ?? 'wanted', ['wanted', 'none'], true)) {
            throw new UnableToDo('Say whether the service shall end.');
        }
        foreach ($given['fields'] ?? [] as $text) {
            if (!is_string($text)) {
                throw new UnableToDo('What is asked for is text.');
            }
        }
    }

    /** @param array<string, mixed> $about @param array<string, mixed> $given @param list<string> $facts */
    private function add(array $about, array $given, array $facts, RefundQuote $quote, string $by): string
    {
        $now = $this->panel->now();
        $fields = array_filter($given['fields'] ?? [], static fn (string $text): bool => trim($text) !== '');
        $id = $this->ledger->refundCases->add($about + $quote->columns() + [
            'open_key' => $about['service_id'], 'state' => 'requested', 'step' => 0, 'team' => 'billing', 'escalation' => 0, 'core' => '{}',
            'card' => Json::encode(self::card($this->refunds()->card($about['service_id']))),
            'contact' => $given['contact'] ?? null,
            'fields' => Json::encode((object) $fields),
            'facts' => Json::encode(['client' => $facts, 'staff' => []]),
            'first_answer' => $quote->answer, 'opened_ms' => $now, 'opened_by' => $by, 'due_ms' => null, 'paid_ms' => null,
        ]);
        $core = [
            'id' => $id, 'kind' => 'refund', 'state' => 'requested', 'step' => 0, 'openedAt' => Instant::iso($now), 'currency' => $about['currency'],
            'reason' => $given['reason'], 'wished' => ($given['wished'] ?? '') === '' ? null : $given['wished'], 'quoted' => $quote->payout(),
            'fields' => array_map('strval', array_keys($fields)), 'needs' => [], 'asked' => false, 'cancellation' => $given['cancellation'] ?? 'wanted', 'route' => 'billing',
            'escalation' => 0, 'appealed' => false, 'method' => $quote->method(),
        ];
        $row = $this->ledger->refundCases->byId($id);
        $this->moves->ask(['core' => Json::encode($core)] + $row, 'look', RefundMoves::SYSTEM); // what the core would refuse is never kept
        $this->ledger->refundCases->move($id, 0, ['core' => Json::encode($core)]);
        $this->event('refund.requested', $id, ['service' => $about['service_id'], 'quoted' => $quote->payout()], $by);
        return $id;
    }

    /** @return ?array{service_id: string, client_id: string, product_id: string, currency: string, policy_hash: string, wish: ?string} */
    private function about(string $serviceId, ?string $wish): ?array
    {
        $span = $this->ledger->spans->openOf($serviceId);
        if ($span === null) {
            return null; // no run has seen it yet
        }
        $product = (string) $span['product_id'];
        $lines = $this->refunds()->refundLines($serviceId);
        // What was never invoiced, or belongs to another service, gives nothing back.
        $policy = $lines === [] ? null : RefundPolicy::binding($this->ledger, $this->panel, $serviceId, $product, $lines);
        return $policy === null ? null : [
            'service_id' => $serviceId, 'client_id' => (string) $span['client_id'], 'product_id' => $product, 'currency' => (string) $span['currency'],
            'policy_hash' => $policy->hash, 'wish' => $wish === '' ? null : $wish,
        ];
    }

    private function refunds(): Refunds
    {
        return $this->panel instanceof Refunds ? $this->panel : throw new UnableToDo('This panel does not tell what a refund needs.');
    }

    /** @param list<string> $facts @return list<string> */
    private static function said(array $facts): array
    {
        return array_values(array_intersect(self::CLIENT_FACTS, $facts));
    }

    /** @param array<string, mixed> $about @return array<string, mixed> */
    public static function body(array $about, string $requestedAt, RefundQuote $quote): array
    {
        return [
            'service' => (string) $about['service_id'], 'client' => (string) $about['client_id'], 'currency' => (string) $about['currency'],
            'requestedAt' => $requestedAt, 'request' => $quote->request, 'answer' => $quote->answer, 'sha256' => $quote->sha256,
            'lines' => $quote->labels,
        ];
    }

    /** @return array<string, mixed> */
    private static function card(ServiceCard $card): array
    {
        return [
            'name' => $card->name,
            'product' => $card->product,
            'configuration' => array_map(static fn (array $pair): array => ['name' => $pair[0], 'value' => $pair[1]], $card->configuration),
            'created' => Instant::iso($card->createdMs),
            'state' => $card->state,
        ];
    }

    /** @param array<string, string> $data */
    private function event(string $type, string $ref, array $data, string $by): void
    {
        $this->ledger->events->add($type, $ref, ['by' => $by] + $data, $this->panel->now());
    }
}
