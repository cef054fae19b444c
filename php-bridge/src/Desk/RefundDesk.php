<?php

/** Money back, as people ask for it and decide about it; what follows of a decision is cron's. */

declare(strict_types=1);

namespace Makegood\Desk;

use Makegood\Engine\Engine;
use Makegood\Engine\Json;
use Makegood\Instant;
use Makegood\Ledger\Ledger;
use Makegood\Ledger\LostRace;
use Makegood\Ledger\RefundCases;
use Makegood\Panel\Panel;
use Makegood\Run\LineKinds;
use Makegood\Run\Refunding;
use Makegood\Run\RefundMoves;
use Makegood\Run\RefundPolicy;
use Makegood\Run\RefundQuote;
use Makegood\Run\RefundQuotes;

final class RefundDesk
{
    private const DECISIONS = ['approve', 'adjust', 'confirm'];
    private const UNDECIDED = ['requested', 'waiting', 'underReview', 'secondReview'];
    /** Facts are read again before these. */
    private const QUOTED = ['begin', 'clear', 'supply', 'appeal', 'decline'];

    public readonly RefundSettings $settings;
    private readonly RefundQuotes $quotes;
    private readonly RefundMoves $moves;
    private readonly RefundAsking $asking;

    public function __construct(private readonly Panel $panel, Engine $engine, private readonly Ledger $ledger)
    {
        $this->asking = new RefundAsking($panel, $engine, $ledger);
        $this->settings = new RefundSettings($panel, $engine, $ledger);
        $this->quotes = new RefundQuotes($ledger, $panel, $engine);
        $this->moves = new RefundMoves($ledger, $panel, $engine);
    }

    /** @return ?array<string, mixed> see RefundAsking::offer */
    public function offer(string $serviceId): ?array
    {
        return $this->asking->offer($serviceId);
    }

    /** @param list<string> $facts @return array<string, mixed> see RefundAsking::quote */
    public function quote(string $serviceId, ?string $wish = null, array $facts = [], ?string $requestedAt = null): array
    {
        return $this->asking->quote($serviceId, $wish, $facts, $requestedAt);
    }

    /** @param array<string, mixed> $given @param array<string, mixed> $quoted @return string the case's number, see RefundAsking::request */
    public function request(string $serviceId, string $clientId, array $given, array $quoted, string $requestedAt, string $by): string
    {
        return $this->asking->request($serviceId, $clientId, $given, $quoted, $requestedAt, $by);
    }

    /** @return ?string the open case of a service */
    public function open(string $serviceId): ?string
    {
        return $this->ledger->refundCases->openOf($serviceId);
    }

    /**
     * One step of a case. Before a decision the facts are read again; a figure that is another one by now refuses it, and is what the case shows then.
     *
     * @param array<string, string>|list<string>|null $fields what is asked for (words), or what was given (word => text)
     * @throws UnableToDo|StaleQuote|\Makegood\Panel\UnableToRead|\Makegood\Engine\CoreRefused
     */
    public function act(string $caseId, string $action, string $actor, ?string $role = null, ?string $note = null, ?string $amount = null, ?array $fields = null, ?string $failure = null): void
    {
        $row = $this->row($caseId, $actor);
        $with = ['role' => $role, 'note' => $note, 'amount' => $amount, 'failure' => $failure,
            'fields' => $fields === null ? null : (array_is_list($fields) ? $fields : array_keys($fields))];
        $columns = $fields === null || array_is_list($fields) ? [] : ['fields' => self::texts($fields + Json::decode((string) $row['fields']))];
        $this->guarded(fn () => match (true) {
            in_array($action, self::DECISIONS, true) => $this->decide($row, $action, $actor, $with),
            $action === 'retry' => Refunding::again($this->ledger, $this->moves, $row, $actor, $with, $columns),
            $action === 'reject' && $row['state'] === 'failed' && $this->hasGone($caseId) => throw new UnableToDo('A part of it went out already, or is on its way.'),
            $action === 'paid' => throw new UnableToDo('Say of each part that it was paid, with its reference.'),
            default => $this->moves->take($row, $action, $actor, $with, in_array($action, self::QUOTED, true) ? $this->quotes->again($row) : null, $columns),
        });
    }

    /** A person has sent this part, or found that it went out. @throws UnableToDo */
    public function done(string $payoutId, string $reference, string $by): void
    {
        $payout = $this->ledger->payouts->byId($payoutId) ?? throw new UnableToDo('There is no such payout.');
        if (trim($reference) === '') {
            throw new UnableToDo('A payment needs its reference.');
        }
        $row = $this->staffs((string) $payout['case_id'], $by);
        if (!in_array($row['state'], ['payoutPending', 'failed'], true)) {
            throw new UnableToDo('Nothing of this case is to be paid now.');
        }
        if ($payout['state'] === 'task' && !$this->mayBePaid($row)) {
            throw new UnableToDo('The service has to end before its refund is paid.');
        }
        $this->guarded(fn () => $this->ledger->transaction(function () use ($payout, $payoutId, $reference, $by, $row): void {
            $now = $this->panel->now();
            $isPersons = in_array($payout['state'], ['task', 'review', 'failed'], true);
            if (!$isPersons || !$this->ledger->payouts->posted($payoutId, (string) $payout['state'], trim($reference), $by, $now)) {
                throw new UnableToDo('This part is not a person\'s to pay.');
            }
            $this->ledger->entries->postedIfAllAre((string) $payout['entry_id']);
            $this->ledger->events->add('payout.done', $payoutId, ['by' => $by, 'ref' => trim($reference), 'case' => (string) $row['id'], 'amount' => (string) $payout['amount']], $now);
            $open = array_filter($this->ledger->payouts->ofCase((string) $row['id']), static fn (array $other): bool => !in_array($other['state'], ['posted', 'dropped'], true));
            if ($open === []) {
                $this->moves->take($row, 'paid', $by, ['note' => trim($reference)]);
            }
        }));
    }

    /** Staff put a fact right: it is quoted again at once. @throws UnableToDo|\Makegood\Engine\CoreRefused */
    public function addFact(string $caseId, string $fact, ?string $note, string $by): void
    {
        $this->setFact($caseId, $fact, true, $note, $by);
    }

    /** Also one that the client said. @throws UnableToDo|\Makegood\Engine\CoreRefused */
    public function dropFact(string $caseId, string $fact, string $by): void
    {
        $this->setFact($caseId, $fact, false, null, $by);
    }

    private function setFact(string $caseId, string $fact, bool $isOn, ?string $note, string $by): void
    {
        $row = $this->staffs($caseId, $by);
        if (!in_array($row['state'], self::UNDECIDED, true)) {
            throw new UnableToDo('This case is decided.');
        }
        $facts = Json::decode((string) $row['facts']);
        $others = array_values(array_filter($facts['staff'], static fn (array $said): bool => $said['fact'] !== $fact));
        $facts['staff'] = $isOn ? [...$others, ['fact' => $fact, 'note' => (string) $note, 'by' => $by]] : $others;
        if (!$isOn) {
            $facts['client'] = array_values(array_diff($facts['client'], [$fact]));
        }
        $changed = ['facts' => Json::encode($facts)] + $row;
        $quote = $this->quotes->again($changed);
        $this->ledger->transaction(function () use ($row, $changed, $quote, $fact, $isOn, $note, $by): void {
            if (!$this->ledger->refundCases->move((string) $row['id'], (int) $row['step'], ['facts' => $changed['facts'], 'core' => self::quotedCore($row, $quote)] + $quote->columns())) {
                throw new UnableToDo('Somebody else moved this case just now. Look at it again.');
            }
            $this->event('refund.fact', (string) $row['id'], ['fact' => $fact, 'on' => $isOn ? 'yes' : 'no', 'note' => (string) $note], $by);
        });
    }

    /** What more of something than is included costs who pays for the product in this currency. @param array<string, list<array{upTo: ?string, price: string}>> $tiers by the usage's id; [] takes them away @throws UnableToDo|\Makegood\Engine\CoreRefused */
    public function setOverage(string $productId, string $currency, array $tiers, string $by): void
    {
        $this->settings->setOverage($productId, $currency, $tiers, $by);
    }

    /** @return list<array{of: string, kind: string}> what the host says that its products and add-ons are */
    public function kinds(): array
    {
        return LineKinds::of($this->ledger)->rows();
    }

    /**
     * What products and add-ons are, for refunds, all of them at once: an open case is quoted by it before it is decided.
     *
     * @param list<array{of: string, kind: string}> $rows of: `product:5`, `addon:3`, or the name that the panel has; kind: one of LineKinds::KINDS
     * @throws UnableToDo
     */
    public function setKinds(array $rows, string $by): void
    {
        $checked = KindRows::checked($rows);
        LineKinds::put($this->ledger, $checked);
        $this->event('refund.kinds', '', ['kinds' => Json::encode($checked)], $by);
    }

    /** @param array{zone: string, days: list<int>, from: string, to: string, holidays: list<string>} $office when somebody is at work @throws \Makegood\Engine\CoreRefused|\Makegood\Panel\UnknownZone */
    public function setOffice(array $office, string $by): void
    {
        $this->settings->setOffice($office, $by);
    }

    /** @param array<string, mixed> $row @param array<string, mixed> $with */
    private function decide(array $row, string $action, string $actor, array $with): void
    {
        $quote = $this->quotes->again($row, null, $this->hasClockGoneOn($row));
        if ($quote->changed() !== []) {
            $this->ledger->refundCases->move((string) $row['id'], (int) $row['step'], ['core' => self::quotedCore($row, $quote)] + $quote->columns());
            throw new StaleQuote($quote->changed(), RefundAsking::body($row, (string) Json::decode($quote->request)['requestedAt'], $quote));
        }
        $amount = $action === 'adjust' ? $with['amount'] : ($action === 'confirm' ? Refunding::core($row)['amount'] : null);
        $decided = $amount === null || $amount === $quote->payout() ? null : $this->quotes->again($row, $amount);
        $this->moves->take($row, $action, $actor, $with, $quote, [], $decided);
    }

    private function hasGone(string $caseId): bool
    {
        return array_filter($this->ledger->payouts->ofCase($caseId), static fn (array $payout): bool => in_array($payout['state'], ['posted', 'posting'], true)) !== [];
    }

    /** Where the decision stops the clock, figures of long ago are none to decide by. @param array<string, mixed> $row */
    private function hasClockGoneOn(array $row): bool
    {
        $stop = Json::decode((string) $row['answer'])['quote']['stop'];
        return $stop['by'] !== 'request' && Instant::ms((string) $stop['at']) < $this->panel->now() - RefundAsking::QUOTE_MS;
    }

    /** @param array<string, mixed> $row */
    private static function quotedCore(array $row, RefundQuote $quote): string
    {
        return Json::encode(['quoted' => $quote->payout()] + Refunding::core($row));
    }

    /** @param array<string, mixed> $row */
    private function mayBePaid(array $row): bool
    {
        $isFirst = RefundPolicy::of($this->ledger, (string) $row['policy_hash'])?->cancelsFirst() ?? true;
        return !$isFirst || Refunding::core($row)['cancellation'] !== 'wanted';
    }

    /** @param array<string, string> $fields @throws UnableToDo */
    private static function texts(array $fields): string
    {
        $text = Json::encode((object) $fields);
        return strlen($text) <= RefundCases::TEXT ? $text : throw new UnableToDo('This is too long.');
    }

    /** @param callable(): mixed $work @throws UnableToDo */
    private function guarded(callable $work): void
    {
        try {
            $work();
        } catch (LostRace) {
            throw new UnableToDo('Somebody else moved this case just now. Look at it again.');
        }
    }

    /** @return array<string, mixed> the case, for what no client does @throws UnableToDo */
    private function staffs(string $caseId, string $by): array
    {
        return str_starts_with($by, 'client:') ? throw new UnableToDo('There is no such case.') : $this->row($caseId, $by);
    }

    /** @return array<string, mixed> the case; of a client only their own @throws UnableToDo */
    private function row(string $caseId, string $actor): array
    {
        $row = preg_match('/^[1-9]\d{0,17}$/D', $caseId) === 1 ? $this->ledger->refundCases->byId($caseId) : null;
        if ($row === null || (str_starts_with($actor, 'client:') && $actor !== 'client:' . $row['client_id'])) {
            throw new UnableToDo('There is no such case.');
        }
        return $row;
    }

    /** @param array<string, string> $data */
    private function event(string $type, string $ref, array $data, string $by): void
    {
        $this->ledger->events->add($type, $ref, ['by' => $by] + $data, $this->panel->now());
    }
}
