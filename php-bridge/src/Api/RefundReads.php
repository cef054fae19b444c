<?php

/** Refund cases as pages show them: the desk's list, a client's own, one case with its steps and payouts. Clients get no names, and of staff's notes those to them. */

declare(strict_types=1);

namespace Makegood\Api;

use Makegood\Engine\CoreRefused;
use Makegood\Engine\Engine;
use Makegood\Engine\EngineFailure;
use Makegood\Engine\EngineUnavailable;
use Makegood\Engine\Json;
use Makegood\Instant;
use Makegood\Ledger\Ledger;
use Makegood\Panel\Panel;
use Makegood\Run\RefundMoves;
use Makegood\Run\RefundQuotes;

final class RefundReads
{
    private const LIMIT = 200;
    /** Whose note the client reads: why, and what is asked. */
    private const TO_CLIENT = ['ask', 'adjust', 'reject'];
    private const IN_REVIEW = ['underReview', 'secondReview'];

    private readonly Names $names;

    /** @param ?Engine $engine null: what may come next is not known */
    public function __construct(private readonly Panel $panel, private readonly Ledger $ledger, Names $names, private readonly ?Engine $engine)
    {
        $this->names = new NamesOnce($names);
    }

    /**
     * @param array{state?: ?string, team?: ?string, due?: ?string, client?: ?string} $filter state `open`, or one of the case's; due `overdue`
     * @return array{rows: list<array<string, mixed>>, total: int} what is overdue first, then by what is due next
     */
    public function list(array $filter, int $limit, int $offset): array
    {
        $page = $this->ledger->refundCases->page($filter, $this->panel->now(), max(1, min($limit, self::LIMIT)), max(0, $offset));
        return ['rows' => array_map($this->row(...), $page['rows']), 'total' => $page['total']];
    }

    /** @return list<array<string, mixed>> the client's own, open ones first */
    public function ofClient(string $clientId): array
    {
        return array_map(fn (array $row): array => array_diff_key($row, ['team' => 1, 'escalation' => 1, 'overdue' => 1]), $this->list(['client' => $clientId], self::LIMIT, 0)['rows']);
    }

    /** @param ?string $forClient sees their own; null: staff @return array<string, mixed> @throws NotFound */
    public function ofCase(string $caseId, ?string $forClient = null): array
    {
        $row = preg_match('/^[1-9]\d{0,17}$/D', $caseId) === 1 ? $this->ledger->refundCases->byId($caseId) : null;
        if ($row === null || ($forClient !== null && (string) $row['client_id'] !== $forClient)) {
            throw new NotFound('There is no such case.');
        }
        $isStaff = $forClient === null;
        $core = Json::decode((string) $row['core']);
        $facts = Json::decode((string) $row['facts']);
        $answer = Json::decode((string) $row['answer']);
        $isFirst = (string) $row['answer'] === (string) $row['first_answer'];
        return $this->row($row) + [
            'reason' => (string) $core['reason'],
            'contact' => $row['contact'] === null ? null : (string) $row['contact'],
            'fields' => (object) Json::decode((string) $row['fields']),
            'facts' => $isStaff ? $facts : ['client' => $facts['client'], 'staff' => []],
            'wish' => $row['wish'] === null ? null : (string) $row['wish'],
            'card' => Json::decode((string) $row['card']),
            'policy' => ['hash' => (string) $row['policy_hash'], 'document' => (string) $this->ledger->policies->document((string) $row['policy_hash'])],
            'document' => $isStaff ? $core : array_diff_key($core, ['decidedBy' => 1]),
            'allowed' => $this->allowed($row, $isStaff),
            'quote' => ['request' => (string) $row['request'], 'answer' => (string) $row['answer'], 'sha256' => (string) $row['engine_sha256'], 'at' => Instant::iso((int) $row['quoted_ms']), 'lines' => RefundQuotes::labels($row)],
            'first' => $isFirst ? null : ['answer' => (string) $row['first_answer']],
            'changed' => $answer['changed'] ?? null,
            'steps' => array_map(static fn (array $step): array => self::step($step, $isStaff), $this->ledger->refundSteps->of($caseId)),
            'messages' => $this->messages($caseId, $isStaff),
            'payouts' => array_map(static fn (array $payout): array => self::payout($payout, $isStaff), $this->ledger->payouts->ofCase($caseId)),
        ];
    }

    /** @param array<string, mixed> $row @return array<string, mixed> */
    private function row(array $row): array
    {
        $core = Json::decode((string) $row['core']);
        $due = $row['due_ms'] === null ? null : (int) $row['due_ms'];
        return [
            'case' => (string) $row['id'],
            'service' => (string) $row['service_id'],
            'label' => $this->names->service((string) $row['service_id'], (string) $row['client_id']),
            'client' => (string) $row['client_id'],
            'clientLabel' => $this->names->client((string) $row['client_id']),
            'state' => (string) $row['state'],
            'team' => (string) $row['team'],
            'openedAt' => Instant::iso((int) $row['opened_ms']),
            'dueAt' => $due === null ? null : Instant::iso($due),
            'overdue' => $due !== null && $due <= $this->panel->now() && in_array($row['state'], self::IN_REVIEW, true),
            'escalation' => (int) $row['escalation'],
            'currency' => (string) $row['currency'],
            'quoted' => (string) $core['quoted'],
            'wished' => $core['wished'] ?? null,
            'amount' => $core['amount'] ?? null,
        ];
    }

    /** @param array<string, mixed> $row @return list<array{action: string, who: string}>|null null: the core cannot be asked */
    private function allowed(array $row, bool $isStaff): ?array
    {
        if ($this->engine === null) {
            return null;
        }
        try {
            $allowed = (new RefundMoves($this->ledger, $this->panel, $this->engine))->ask($row, 'look', RefundMoves::SYSTEM)['allowed'];
        } catch (EngineUnavailable | EngineFailure | CoreRefused) {
            return null;
        }
        return $isStaff ? $allowed : array_values(array_filter($allowed, static fn (array $one): bool => $one['who'] === 'client'));
    }

    /** @param array<string, mixed> $step @return array<string, mixed> */
    private static function step(array $step, bool $isStaff): array
    {
        $who = explode(':', (string) $step['actor'])[0];
        $said = Json::decode((string) $step['said']);
        return [
            'n' => (int) $step['step'],
            'action' => (string) $step['action'],
            'actor' => $isStaff ? (string) $step['actor'] : ($who === 'admin' ? 'staff' : $who),
            'role' => $isStaff && $step['role'] !== null ? (string) $step['role'] : null,
            'at' => Instant::iso((int) $step['at_ms']),
            'note' => ($isStaff || $who === 'client' || in_array($step['action'], self::TO_CLIENT, true)) && $step['note'] !== null ? (string) $step['note'] : null,
            'said' => $isStaff ? $said : array_values(array_filter($said, static fn (array $one): bool => $one['to'] === 'client')),
            'before' => (string) $step['before_state'],
            'after' => (string) $step['after_state'],
        ];
    }

    /** E-mails: of which step, to whom, and what became of them. @return list<array<string, mixed>> of a client's case their own */
    private function messages(string $caseId, bool $isStaff): array
    {
        $rows = array_filter($this->ledger->messages->ofCase($caseId), static fn (array $row): bool => $isStaff || $row['side'] === 'client');
        return array_values(array_map(static fn (array $row): array => [
            'n' => (int) $row['step'],
            'to' => (string) $row['side'],
            'desk' => $isStaff && $row['side'] === 'staff' ? (string) ($row['role'] ?? $row['team']) : null,
            'key' => (string) $row['message'],
            'state' => (string) $row['state'],
            'at' => $row['sent_ms'] === null ? null : Instant::iso((int) $row['sent_ms']),
            'failure' => $isStaff && $row['failure'] !== null ? (string) $row['failure'] : null,
        ], $rows));
    }

    /** @param array<string, mixed> $payout @return array<string, mixed> */
    private static function payout(array $payout, bool $isStaff): array
    {
        $isPersons = in_array($payout['state'], ['task', 'review', 'failed'], true);
        return [
            'id' => (string) $payout['id'],
            'n' => (int) $payout['n'],
            'to' => (string) $payout['paid_to'],
            'route' => (string) $payout['route'],
            'payment' => $payout['payment'] === null ? null : (string) $payout['payment'],
            'source' => $payout['source'] === null ? null : (string) $payout['source'],
            'amount' => (string) $payout['amount'],
            'state' => (string) $payout['state'],
            'reference' => $payout['panel_ref'] === null ? null : (string) $payout['panel_ref'],
            'failure' => $payout['failure'] === null ? null : (string) $payout['failure'],
            // What a person does: send it by hand, or look whether it went.
            'task' => $isStaff && $isPersons ? ['key' => self::task($payout), 'args' => [
                'amount' => (string) $payout['amount'], 'payment' => (string) $payout['payment'], 'to' => (string) $payout['paid_to'], 'reference' => (string) $payout['marker'],
            ]] : null,
            'at' => $payout['posted_ms'] === null ? null : Instant::iso((int) $payout['posted_ms']),
        ];
    }

    /** @param array<string, mixed> $payout */
    private static function task(array $payout): string
    {
        if ($payout['state'] !== 'task') {
            return 'lookAtGateway';
        }
        return $payout['payment'] === null && str_contains((string) $payout['paid_to'], ':') ? 'settleInvoice' : 'payByHand';
    }
}
