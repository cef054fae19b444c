<?php

/** Numbered, additive steps that bring the ledger's tables up to date; each may be cut off and run again. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Migrations
{
    private const T = 'mod_makegood_';

    private readonly Schema $schema;

    public function __construct(private readonly Db $db)
    {
        $this->schema = new Schema($db);
    }

    /** @return int how many steps were run now */
    public function run(): int
    {
        $this->schema->create(self::T . 'meta', ['name' => 'id', 'value' => 'text'], ['primary(name)']);
        $meta = new Meta($this->db);
        $done = (int) ($meta->get('migration') ?? '0');
        $run = 0;
        foreach ($this->steps() as $number => $step) {
            if ($number > $done) {
                $step();
                $meta->put('migration', (string) $number);
                $run++;
            }
        }
        return $run;
    }

    /** @return array<int, callable(): void> */
    private function steps(): array
    {
        return [
            1 => fn () => $this->evidence(),
            2 => fn () => $this->terms(),
            3 => fn () => $this->money(),
            4 => fn () => $this->people(),
            5 => fn () => $this->charges(),
            6 => fn () => $this->safety(),
            7 => fn () => $this->indexes(),
            8 => fn () => $this->monitors(),
            9 => fn () => $this->presented(),
            10 => fn () => $this->exceptions(),
            11 => fn () => $this->lines(),
            12 => fn () => $this->refunds(),
            13 => fn () => $this->reversals(),
            14 => fn () => $this->messages(),
            15 => fn () => $this->schema->addColumn(self::T . 'refund_cases', 'labels', '?text'),
        ];
    }

    private function evidence(): void
    {
        $this->schema->create(self::T . 'sources', [
            'id' => 'auto', 'vendor' => 'word', 'name' => 'label', 'independence_group' => 'label', 'digest' => 'hash',
            'enabled' => 'flag', 'trusted' => 'flag', 'created_ms' => 'ms', 'last_ms' => '?ms',
        ]);
        $this->schema->create(self::T . 'deliveries', [
            'id' => 'auto', 'source_id' => 'int', 'received_ms' => 'ms', 'content_type' => 'label', 'query' => 'text', 'body' => 'bytes',
            'state' => 'word', 'problem' => '?text', 'drained_ms' => '?ms', 'spool_hash' => '?hash',
        ], ['unique(spool_hash)'], ['state, id', 'source_id, id']);
        $this->schema->create(self::T . 'targets', [
            'id' => 'auto', 'source_id' => 'int', 'target' => 'target', 'target_hash' => 'hash', 'label' => '?label', 'address' => '?label',
            'subject' => '?subject',
        ], ['unique(source_id, target_hash)'], ['subject']);
        $this->schema->create(self::T . 'observations', [
            'id' => 'auto', 'key_hash' => 'hash', 'obs_key' => 'text', 'source_id' => 'int', 'target' => 'target', 'target_hash' => 'hash',
            'delivery_id' => 'int', 'state' => 'word', 'kind' => 'word', 'at_ms' => 'ms', 'precision_word' => 'word',
        ], ['unique(key_hash)'], ['source_id, target_hash, at_ms']);
        $this->schema->create(self::T . 'outages', [
            'id' => 'auto', 'key_hash' => 'hash', 'outage_key' => 'text', 'subject' => 'subject', 'from_ms' => 'ms', 'to_ms' => 'ms',
            'open' => 'flag', 'status' => 'word', 'reason' => 'word', 'counted' => 'word', 'answer' => 'bytes',
        ], ['unique(key_hash)'], ['subject, from_ms', 'status, from_ms']);
    }

    private function terms(): void
    {
        $this->schema->create(self::T . 'maintenance', [
            'id' => 'auto', 'origin' => 'word', 'panel_ref' => '?id', 'subject' => 'subject', 'from_ms' => 'ms', 'to_ms' => '?ms',
            'announced_ms' => 'ms', 'title' => 'label', 'withdrawn_ms' => '?ms',
        ], [], ['subject, from_ms', 'origin, panel_ref']);
        $this->schema->create(self::T . 'policies', [
            'hash' => 'hash', 'name' => 'label', 'document' => 'bytes', 'created_ms' => 'ms',
        ], ['primary(hash)']);
        $this->schema->create(self::T . 'assignments', [
            'id' => 'auto', 'scope' => 'word', 'scope_id' => 'id', 'policy_hash' => 'hash', 'from_ms' => 'ms', 'created_ms' => 'ms',
            'created_by' => 'label',
        ], [], ['scope, scope_id']);
        $this->schema->create(self::T . 'spans', [
            'id' => 'auto', 'service_id' => 'id', 'client_id' => 'id', 'product_id' => 'id', 'server' => '?id', 'state' => 'word',
            'currency' => 'currency', 'recurring_amount' => '?amount', 'recurring_months' => '?int', 'tax' => '?text', 'label' => 'label',
            'from_ms' => 'ms', 'to_ms' => '?ms',
        ], ['unique(service_id, from_ms)'], ['server, from_ms', 'client_id', 'to_ms']);
    }

    private function money(): void
    {
        $this->schema->create(self::T . 'clients', [
            'client_id' => 'id', 'currency' => 'currency', 'revision' => 'int', 'carry' => 'amount',
        ], ['primary(client_id, currency)']);
        $this->schema->create(self::T . 'entries', [
            'id' => 'auto', 'service_id' => 'id', 'client_id' => 'id', 'currency' => 'currency', 'period' => 'period', 'kind' => 'word',
            'n' => 'int', 'net' => 'amount', 'tax' => 'amount', 'gross' => 'amount', 'rate' => 'amount', 'route' => 'word',
            'carry_before' => 'amount', 'carry_after' => 'amount', 'revision' => 'int', 'state' => 'word', 'request' => 'bytes',
            'answer' => 'bytes', 'engine_sha256' => 'hash', 'policy_hash' => '?hash', 'created_ms' => 'ms',
        ], ['unique(service_id, period, kind, n)', 'unique(client_id, currency, revision)'], ['state']);
        $this->schema->create(self::T . 'postings', [
            'id' => 'auto', 'entry_id' => 'int', 'n' => 'int', 'amount' => 'amount', 'marker' => 'marker', 'state' => 'word', 'owner' => '?id',
            'attempt' => 'int', 'balance_before' => '?amount', 'credit_id_before' => '?id', 'panel_ref' => '?id', 'claimed_ms' => '?ms',
            'posted_ms' => '?ms',
        ], ['unique(entry_id, n)', 'unique(marker)'], ['state, id']);
        $this->schema->create(self::T . 'settlements', [
            'service_id' => 'id', 'period' => 'period', 'client_id' => 'id', 'request_hash' => 'hash', 'final' => 'flag', 'due_ms' => 'ms',
            'answer' => 'bytes', 'settled_ms' => 'ms',
        ], ['primary(service_id, period)'], ['client_id']);
    }

    private function people(): void
    {
        $this->schema->create(self::T . 'cases', [
            'id' => 'auto', 'key_hash' => 'hash', 'case_key' => 'text', 'kind' => 'word', 'state' => 'word', 'subject' => '?subject',
            'from_ms' => '?ms', 'to_ms' => '?ms', 'posting_id' => '?int', 'run_id' => '?int', 'reason' => 'word', 'opened_ms' => 'ms',
            'decided_ms' => '?ms', 'decided_by' => '?label', 'note' => '?text',
        ], ['unique(key_hash)'], ['state, kind', 'subject']);
        $this->schema->create(self::T . 'events', [
            'id' => 'auto', 'at_ms' => 'ms', 'type' => 'word', 'ref' => 'label', 'data' => 'text',
        ]);
        $this->schema->create(self::T . 'runs', [
            'id' => 'auto', 'started_ms' => 'ms', 'ended_ms' => '?ms', 'summary' => 'text',
        ]);
    }

    private function charges(): void
    {
        $this->schema->create(self::T . 'charges', [
            'charge_id' => 'id', 'service_id' => 'id', 'from_day' => 'word', 'months' => 'int', 'amount' => 'amount', 'tax' => '?text',
            'usable' => 'flag', 'first_ms' => 'ms',
        ], ['primary(charge_id)'], ['service_id']);
    }

    /** For what is asked in each run, each minute of an open page, each view of a service: never a whole table. */
    private function indexes(): void
    {
        $this->schema->addIndex(self::T . 'settlements', 'settled', 'settled_ms');
        $this->schema->addIndex(self::T . 'postings', 'posted', 'state, posted_ms');
        $this->schema->addIndex(self::T . 'postings', 'held', 'held_run');
        $this->schema->addIndex(self::T . 'outages', 'open', 'open, subject');
    }

    /** What is installed anew looks on first; an installation that works already goes on paying. */
    private function safety(): void
    {
        $this->schema->create(self::T . 'holds', [
            'id' => 'auto', 'service_id' => 'id', 'period' => 'period', 'note' => '?text', 'held_ms' => 'ms', 'held_by' => 'label',
            'released_ms' => '?ms', 'released_by' => '?label',
        ], [], ['service_id, period']);
        $this->schema->create(self::T . 'forecasts', [
            'client_id' => 'id', 'currency' => 'currency', 'as_of_ms' => 'ms', 'request' => 'bytes', 'answer' => 'bytes', 'made_ms' => 'ms',
        ], ['primary(client_id, currency)']);
        $this->schema->addColumn(self::T . 'postings', 'held_run', '?int');
        $this->schema->addColumn(self::T . 'postings', 'cleared', 'flag', '0');
        $meta = new Meta($this->db);
        if ($meta->get('mode') === null) {
            $used = $this->db->value('SELECT 1 FROM ' . self::T . 'entries LIMIT 1') ?? $this->db->value('SELECT 1 FROM ' . self::T . 'assignments LIMIT 1');
            $meta->put('mode', $used === null ? 'dry' : 'live');
        }
    }

    /** What a monitor's settings say, its secrets (sealed), the history that was asked for. */
    private function monitors(): void
    {
        $sources = self::T . 'sources';
        foreach (['level' => '?word', 'expect_every_ms' => '?ms', 'expires_after_ms' => '?ms', 'own_quorum' => '?int', 'mapping_hash' => '?hash',
            'signing' => '?word', 'signing_secret' => '?text', 'api_secret' => '?text', 'api_settings' => '?text', 'pull_cursor_ms' => '?ms',
            'pull_problem' => '?text', 'pulled_ms' => '?ms'] as $column => $meaning) {
            $this->schema->addColumn($sources, $column, $meaning);
        }
        foreach (['weight' => ['int', '1'], 'start_delay_ms' => ['ms', '0'], 'end_delay_ms' => ['ms', '0'], 'tolerance_ms' => ['ms', '0'],
            'refused' => ['int', '0']] as $column => [$meaning, $default]) {
            $this->schema->addColumn($sources, $column, $meaning, $default);
        }
        $this->schema->addColumn(self::T . 'deliveries', 'channel', 'word', "'webhook'");
        $this->schema->addColumn(self::T . 'deliveries', 'headers', '?text');
        $this->schema->addColumn(self::T . 'observations', 'locations', '?int');
        $this->schema->addIndex(self::T . 'observations', 'life', 'source_id, at_ms');
        $this->schema->create(self::T . 'pulls', [
            'id' => 'auto', 'source_id' => 'int', 'from_ms' => 'ms', 'to_ms' => 'ms', 'at_ms' => 'ms',
        ], [], ['source_id, from_ms']);
        $this->schema->create(self::T . 'mappings', ['hash' => 'hash', 'name' => 'label', 'document' => 'bytes', 'created_ms' => 'ms'], ['primary(hash)']);
        $this->schema->create(self::T . 'levels', ['subject' => 'subject', 'level' => 'word', 'at_least' => 'int'], ['primary(subject, level)']);
    }

    /** What policies of schema 2 ask beside outages and prices: claims, excuses, flags, details of outages, billing days, prolongations. */
    private function exceptions(): void
    {
        $this->schema->create(self::T . 'claims', [
            'id' => 'auto', 'service_id' => 'id', 'period' => 'period', 'at_ms' => 'ms', 'note' => '?text', 'created_ms' => 'ms', 'created_by' => 'label',
            'withdrawn_ms' => '?ms', 'withdrawn_by' => '?label',
        ], [], ['service_id, period']);
        $this->schema->create(self::T . 'excuses', [
            'id' => 'auto', 'service_id' => 'id', 'kind' => 'word', 'from_ms' => 'ms', 'to_ms' => 'ms', 'note' => '?text', 'created_ms' => 'ms',
            'created_by' => 'label', 'withdrawn_ms' => '?ms', 'withdrawn_by' => '?label',
        ], [], ['service_id, from_ms']);
        $this->schema->create(self::T . 'flags', [
            'id' => 'auto', 'service_id' => 'id', 'flag' => 'word', 'origin' => 'word', 'from_ms' => 'ms', 'to_ms' => '?ms', 'note' => '?text',
            'created_by' => 'label', 'ended_by' => '?label',
        ], [], ['service_id, from_ms', 'origin, to_ms']);
        $this->schema->create(self::T . 'outage_details', [
            'key_hash' => 'hash', 'outage_key' => 'text', 'component' => '?label', 'affected' => '?amount', 'reported_ms' => '?ms',
            'changed_ms' => 'ms', 'changed_by' => 'label',
        ], ['primary(key_hash)']);
        $this->schema->create(self::T . 'anchors', ['service_id' => 'id', 'day' => 'int', 'first_ms' => 'ms'], ['primary(service_id)']);
        $this->schema->create(self::T . 'extensions', [
            'id' => 'auto', 'service_id' => 'id', 'period' => 'period', 'client_id' => 'id', 'n' => 'int', 'ms' => 'ms', 'state' => 'word',
            'opened_ms' => 'ms', 'decided_ms' => '?ms', 'decided_by' => '?label', 'note' => '?text',
        ], ['unique(service_id, period, n)'], ['state, id']);
        $this->schema->addColumn(self::T . 'charges', 'kind', 'word', "'plan'");
        $this->schema->addColumn(self::T . 'charges', 'cash', '?amount');
        $this->schema->addColumn(self::T . 'charges', 'cash_known', 'flag', '0');
    }

    /** Parts of postings on invoices. */
    private function lines(): void
    {
        $this->schema->create(self::T . 'lines', [
            'id' => 'auto', 'posting_id' => 'int', 'n' => 'int', 'line_key' => 'line', 'panel_invoice' => 'id', 'panel_item' => '?id', 'currency' => 'currency',
            'net' => 'amount', 'tax' => 'amount', 'gross' => 'amount', 'taxed' => 'flag', 'state' => 'word', 'paid' => 'flag', 'reason' => '?word',
            'created_ms' => 'ms', 'booked_ms' => '?ms', 'returned_ms' => '?ms', 'checked_ms' => 'ms',
        ], ['unique(posting_id, n)', 'unique(line_key)'], ['state, paid, checked_ms', 'panel_invoice']);
        $this->schema->addIndex(self::T . 'entries', 'ready', 'client_id, state');
    }

    /** What was presented where the endpoint let somebody in on the word of its mirror, and what it is held against. */
    private function presented(): void
    {
        $this->schema->addColumn(self::T . 'deliveries', 'presented', '?hash');
        $this->schema->addColumn(self::T . 'sources', 'signed_after', '?int');
        $this->schema->create(self::T . 'former_secrets', [
            'id' => 'auto', 'source_id' => 'int', 'digest' => 'hash', 'ended_ms' => 'ms', 'last_delivery' => 'int',
        ], [], ['source_id']);
    }

    /** Money back: policies of that kind, cases with their steps, what left and by which way, what each line got. */
    private function refunds(): void
    {
        $this->schema->addColumn(self::T . 'policies', 'kind', 'word', "'sla'");
        $this->schema->addColumn(self::T . 'assignments', 'kind', 'word', "'sla'");
        $this->schema->addColumn(self::T . 'postings', 'way', '?word');
        $this->schema->addColumn(self::T . 'entries', 'case_id', '?int');
        $this->schema->addIndex(self::T . 'entries', 'refund', 'case_id');
        $this->schema->create(self::T . 'refund_cases', [
            'id' => 'auto', 'open_key' => '?id', 'service_id' => 'id', 'client_id' => 'id', 'product_id' => 'id', 'currency' => 'currency', 'state' => 'word',
            'step' => 'int', 'team' => 'word', 'escalation' => 'int', 'core' => 'text', 'card' => 'text', 'contact' => '?text', 'fields' => 'text', 'facts' => 'text',
            'wish' => '?word', 'policy_hash' => 'hash', 'rule' => '?label', 'request' => 'bytes', 'answer' => 'bytes', 'engine_sha256' => 'hash', 'quoted_ms' => 'ms',
            'first_answer' => 'bytes', 'opened_ms' => 'ms', 'opened_by' => 'label', 'due_ms' => '?ms', 'paid_ms' => '?ms',
        ], ['unique(open_key)'], ['state, due_ms', 'client_id', 'service_id']);
        $this->schema->create(self::T . 'refund_steps', [
            'id' => 'auto', 'case_id' => 'int', 'step' => 'int', 'action' => 'word', 'actor' => 'label', 'role' => '?word', 'at_ms' => 'ms', 'note' => '?text',
            'said' => 'text', 'before_state' => 'word', 'after_state' => 'word',
        ], ['unique(case_id, step)']);
        $this->schema->create(self::T . 'payouts', [
            'id' => 'auto', 'entry_id' => 'int', 'case_id' => 'int', 'n' => 'int', 'paid_to' => 'word', 'route' => 'word', 'payment' => '?id', 'source' => '?word',
            'amount' => 'amount', 'marker' => 'marker', 'state' => 'word', 'owner' => '?id', 'attempt' => 'int', 'rows_before' => '?text', 'posting_id' => '?int',
            'panel_ref' => '?label', 'failure' => '?word', 'claimed_ms' => '?ms', 'called_ms' => '?ms', 'posted_ms' => '?ms', 'done_by' => '?label',
            'held_run' => '?int', 'cleared' => 'flag',
        ], ['unique(entry_id, n)', 'unique(marker)'], ['state', 'case_id', 'held_run', 'payment']);
        $this->schema->create(self::T . 'refund_lines', [
            'entry_id' => 'int', 'line_id' => 'id', 'service_id' => 'id', 'net' => 'amount', 'tax' => 'amount', 'gross' => 'amount',
        ], ['primary(entry_id, line_id)'], ['service_id, line_id']);
    }

    /** What cases say by e-mail; claims that staff decide about. */
    private function messages(): void
    {
        foreach (['service_id' => '?id', 'period' => '?period', 'opened_by' => '?label'] as $column => $meaning) {
            $this->schema->addColumn(self::T . 'cases', $column, $meaning);
        }
        $this->schema->create(self::T . 'messages', [
            'id' => 'auto', 'case_id' => 'int', 'step' => 'int', 'recipient' => 'id', 'side' => 'word', 'client_id' => '?id', 'team' => '?word', 'role' => '?word',
            'message' => 'word', 'args' => 'text', 'state' => 'word', 'attempts' => 'int', 'made_ms' => 'ms', 'claimed_ms' => '?ms', 'sent_ms' => '?ms', 'failure' => '?text',
        ], ['unique(case_id, step, recipient, message)'], ['state, id']);
    }

    /** Payments that banks took back, and the credits that went back for them. */
    private function reversals(): void
    {
        $this->schema->create(self::T . 'reversals', [
            'id' => 'auto', 'ref' => 'id', 'invoice_id' => 'id', 'paid' => 'text', 'payment_id' => '?id', 'client_id' => 'id', 'currency' => 'currency', 'amount' => 'amount',
            'at_ms' => 'ms', 'seen_ms' => 'ms', 'state' => 'word', 'request' => '?bytes', 'answer' => '?bytes', 'engine_sha256' => '?hash', 'owed' => '?amount',
            'decided_ms' => '?ms', 'decided_by' => '?label', 'note' => '?text',
        ], ['unique(ref)'], ['state, id', 'client_id']);
        $this->schema->create(self::T . 'takings', [
            'entry_id' => 'int', 'reversal_id' => 'int', 'service_id' => 'id', 'period' => 'period', 'amount' => 'amount',
        ], ['primary(entry_id)'], ['reversal_id', 'service_id, period']);
    }
}
