<?php

/** Observations → confirmed outages and review cases, subject by subject, where something changed. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Engine\Engine;
use Makegood\Engine\Json;
use Makegood\Instant;
use Makegood\Ledger\Ledger;

final class Confirming
{
    private const SEEN = 'confirm/';

    public function __construct(
        private readonly Ledger $ledger,
        private readonly Engine $engine,
        private readonly Problems $problems,
        private readonly RunSummary $summary,
        private readonly int $nowMs,
    ) {
    }

    public function run(Deadline $deadline): void
    {
        $marks = $this->ledger->observations->marks();
        $done = 0;
        foreach ($this->subjects() as $subject => $open) {
            $mark = $marks[$subject] ?? null;
            $sources = $this->ledger->targets->sourcesOf($subject);
            $decisions = $this->ledger->cases->decisions($subject);
            $seen = hash('sha256', Json::encode([$mark, $sources, $decisions]));
            if (!$open && $this->ledger->meta->get(self::key($subject)) === $seen) {
                continue;
            }
            if ($done++ > 0 && $deadline->passed()) {
                return;
            }
            // Evidence that lies ahead of the clock is looked at again once its time has come.
            $settled = ($mark['lastAtMs'] ?? 0) <= $this->nowMs ? $seen : '';
            $this->problems->guard($this->engine, $subject, fn () => $this->subject($subject, $sources, $decisions, $settled));
        }
    }

    /**
     * Those with an outage that goes on come last: they are looked at in each run, and must not keep a short one busy.
     *
     * @return array<string, bool> subject => whether an outage of it is open
     */
    private function subjects(): array
    {
        // A subject that lost its last target still has outages to take back.
        $subjects = array_fill_keys([...$this->ledger->targets->subjects(), ...$this->ledger->outages->subjects()], false);
        ksort($subjects, SORT_STRING);
        $open = array_fill_keys($this->ledger->outages->openSubjects(), true);
        return array_diff_key($subjects, $open) + $open;
    }

    /**
     * @param list<array<string, mixed>> $sources
     * @param list<array<string, mixed>> $decisions
     */
    private function subject(string $subject, array $sources, array $decisions, string $seen): void
    {
        $answer = $this->engine->call([
            'contract' => Engine::CONTRACT,
            'command' => 'confirm',
            'asOf' => Instant::iso($this->nowMs),
            'subject' => $subject,
            'quorum' => null,
            'staleAfterMs' => null,
            'sources' => array_map(self::source(...), $sources),
            'observations' => array_map(self::observation(...), $this->ledger->observations->ofSubject($subject)),
            'decisions' => array_map(self::decision(...), $decisions),
        ]);
        $outages = array_map(static fn (array $outage): array => self::withSteps($outage, $answer['steps']), $answer['outages']);
        [$came, $opened] = $this->ledger->transaction(function () use ($subject, $answer, $outages, $seen): array {
            $came = $this->ledger->outages->rewrite($subject, $outages);
            Probe::at('confirm.outages');
            $opened = $this->review($subject, $answer['review']);
            $this->ledger->meta->put(self::key($subject), $seen);
            return [$came, $opened];
        });
        Probe::at('confirm.case');
        $this->summary->confirmed += $came['confirmed'];
        $this->summary->refused += $came['refused'];
        $this->summary->review += $opened;
    }

    /**
     * The queue shows what is doubtful by the evidence of now, and nothing else.
     *
     * @param list<array<string, mixed>> $review
     * @return int cases opened
     */
    private function review(string $subject, array $review): int
    {
        $opened = 0;
        foreach ($review as $item) {
            $about = ['subject' => $subject, 'from_ms' => Instant::ms($item['from']), 'to_ms' => Instant::ms($item['to'])];
            if ($this->ledger->cases->open($item['key'], $item['kind'], $item['reason'], $about, $this->nowMs)) {
                $this->ledger->events->add('case.opened', $item['key'], ['reason' => $item['reason']], $this->nowMs);
                $opened++;
            }
        }
        $current = array_column($review, 'key');
        foreach ($this->ledger->cases->openOf($subject) as $case) {
            if (!in_array($case['case_key'], $current, true) && $this->ledger->cases->withdraw((string) $case['id'], $this->nowMs)) {
                $this->ledger->events->add('case.withdrawn', $case['case_key'], ['reason' => 'evidence changed'], $this->nowMs);
            }
        }
        return $opened;
    }

    /**
     * @param array<string, mixed> $outage
     * @param list<array<string, mixed>> $steps of the whole answer
     * @return array<string, mixed>
     */
    private static function withSteps(array $outage, array $steps): array
    {
        $own = array_filter(
            $steps,
            static fn (array $step): bool => [$step['args']['from'] ?? null, $step['args']['to'] ?? null] === [$outage['from'], $outage['to']],
        );
        return $outage + [
            'fromMs' => Instant::ms($outage['from']),
            'toMs' => Instant::ms($outage['to']),
            'json' => Json::encode($outage + ['steps' => array_values($own)]),
        ];
    }

    /** @param array<string, mixed> $row @return array<string, mixed> */
    private static function source(array $row): array
    {
        return [
            'id' => (string) $row['id'],
            'group' => (string) $row['independence_group'],
            'enabled' => (bool) $row['enabled'],
            'trusted' => (bool) $row['trusted'],
        ];
    }

    /** @param array<string, mixed> $row @return array<string, string> */
    private static function observation(array $row): array
    {
        return [
            'key' => (string) $row['obs_key'],
            'source' => (string) $row['source_id'],
            'target' => (string) $row['target'],
            'state' => (string) $row['state'],
            'kind' => (string) $row['kind'],
            'at' => Instant::iso((int) $row['at_ms']),
            'precision' => (string) $row['precision_word'],
        ];
    }

    /** @param array<string, mixed> $row @return array<string, string> */
    private static function decision(array $row): array
    {
        return [
            'case' => (string) $row['id'],
            'decision' => (string) $row['state'],
            'from' => Instant::iso((int) $row['from_ms']),
            'to' => Instant::iso((int) $row['to_ms']),
        ];
    }

    private static function key(string $subject): string
    {
        return self::SEEN . hash('sha256', $subject);
    }
}
