<?php

/**
 * One run's share of asking the monitors about the past. Each answer is stored as it came, in one transaction with what is to be asked
 * next; the cursor moves only when a whole range is stored. Whatever fails is one source's problem, said in words.
 */

declare(strict_types=1);

namespace Makegood\Pull;

use Makegood\Instant;
use Makegood\Ledger\Deliveries;
use Makegood\Ledger\Ledger;
use Makegood\Run\Deadline;
use Makegood\Run\Probe;
use Makegood\Run\Problems;
use Makegood\Run\RunSummary;
use Makegood\Run\Settings;

final class Puller
{
    private const REF = 'pull/';
    /** The core does not believe a time that is further ahead. */
    private const SKEW_MS = 300_000;
    /** When more checks than this cannot be read, it is the vendor and not the checks. */
    private const MOST_TROUBLED = 3;

    /** @var list<string> checks that could not be read in this run */
    private array $troubled = [];
    private bool $hasAsked = false;
    private readonly Http $http;
    private readonly Schedule $schedule;

    public function __construct(
        private readonly Ledger $ledger,
        private readonly Settings $settings,
        private readonly Problems $problems,
        private readonly RunSummary $summary,
        private readonly int $nowMs,
    ) {
        $this->http = $settings->http ?? new Http();
        $this->schedule = new Schedule($settings->pullHour);
    }

    public function run(Deadline $deadline): void
    {
        $pulling = array_column($this->ledger->sources->pulling(), null, 'id');
        $sources = array_filter($pulling, static fn (array $row): bool => (bool) $row['enabled']);
        foreach ($this->ledger->sources->all() as $row) {
            if (!isset($sources[$row['id']])) {
                $this->problems->over(self::REF . $row['id']); // nobody wants its past any more
            }
        }
        // What works comes first, and of it what was read longest ago: a slow one must not keep the others from their turn.
        $turn = static fn (array $row): array => [(int) ($row['pull_problem'] !== null), (int) $row['pulled_ms'], (int) $row['id']];
        usort($sources, static fn (array $a, array $b): int => $turn($a) <=> $turn($b));
        foreach ($sources as $row) {
            $vendor = Vendors::of((string) $row['vendor']);
            if ($vendor === null || ($this->hasAsked && $deadline->passed())) {
                continue;
            }
            $this->source($row, $vendor, $deadline);
        }
    }

    /** @param array<string, mixed> $row */
    private function source(array $row, Vendor $vendor, Deadline $deadline): void
    {
        $id = (string) $row['id'];
        try {
            $targets = $this->ledger->targets->ofSource($id);
            $account = Account::of($row, $vendor, $this->settings->vault, array_map('strval', array_column($targets, 'target')));
            $progress = Progress::of($this->ledger->meta, $account);
            if ($progress->notBeforeMs > $this->http->time->nowMs() || !$this->begin($row, $account, $progress, $targets)) {
                return;
            }
            $this->pull($account, $progress, $deadline);
        } catch (PullFailed $failed) {
            $this->say($id, $failed->getMessage());
        } catch (\Throwable $failure) {
            if (Problems::endsTheRun($failure)) {
                throw $failure;
            }
            $this->say($id, $vendor->name() . ': ' . get_class($failure)); // its message may quote anything
        }
    }

    /**
     * @param array<string, mixed> $row
     * @param list<array<string, mixed>> $targets
     * @return bool whether there is something to ask
     */
    private function begin(array $row, Account $account, Progress $progress, array $targets): bool
    {
        if ($progress->isUnderWay()) {
            return true;
        }
        $cursor = $row['pull_cursor_ms'] === null ? null : (int) $row['pull_cursor_ms'];
        if (!$this->schedule->isDue($cursor, $this->nowMs)) {
            return false;
        }
        $since = $account->vendor->asksFromTheBeginning() ? $this->downSince($targets) : null;
        [$from, $to] = Schedule::range($cursor, $since, $this->nowMs, $account->vendor->overlapMs());
        $mapped = array_filter($targets, static fn (array $target): bool => $target['subject'] !== null);
        $progress->begin($from, $to, $cursor === null, $account->vendor->begin($account, $from, $to), $account->vendor->listsChecks()
            ? array_map('strval', array_values(array_column($mapped, 'target'))) : []);
        return $progress->isUnderWay();
    }

    /** @param list<array<string, mixed>> $targets */
    private function downSince(array $targets): ?int
    {
        $since = null;
        foreach ($targets as $target) {
            $line = $this->ledger->observations->aliveSince((string) $target['source_id'], (string) $target['target_hash'], $this->nowMs + 1, Schedule::LOOK_BACK_MS);
            $since = $line === null ? $since : min($since ?? $line, $line);
        }
        return $since;
    }

    private function pull(Account $account, Progress $progress, Deadline $deadline): void
    {
        $pace = new Pace($account->vendor->perMinute(), $progress->sent);
        $asking = new Asking($this->http, $account->vendor, $pace, $deadline, !$this->hasAsked);
        $this->troubled = [];
        try {
            while ($progress->isUnderWay()) {
                $this->step($account, $progress, $asking);
                $progress->sent = $pace->kept();
            }
        } catch (OutOfTime) {
            // The next run goes on here.
        } catch (PullFailed $failed) {
            $progress->failed($this->http->time->nowMs(), $failed);
            $this->say($account->source, $failed->getMessage());
        }
        $this->hasAsked = $this->hasAsked || $asking->hasAsked();
        // Not after any other failure: then an answer may be lost whose question is no longer among the steps.
        $progress->sent = $pace->kept();
        $progress->keep($this->ledger->meta);
    }

    /** One question and its answer. @throws PullFailed|OutOfTime */
    private function step(Account $account, Progress $progress, Asking $asking): void
    {
        $step = $progress->steps[0];
        $question = $account->vendor->question($account, $step);
        try {
            $reply = $asking->ask($account, $question);
            $found = $account->vendor->found($account, $step, $reply->body);
        } catch (HttpFailed $failure) {
            $this->otherwise($account, $progress, $step, $failure);
            return;
        } catch (PullFailed $failed) {
            $this->later($progress, $step, $failed);
            return;
        }
        $this->notice($account->vendor, $progress, $found, $reply);
        $progress->advance($found->steps);
        $progress->askAboutUnlisted($account->vendor, $step);
        $progress->answers += (int) $step->isHistory();
        Probe::at('pull.answered');
        $body = Redact::answer($reply->body, $account->key);
        $this->keep($account, $progress, function () use ($account, $step, $question, $found, $body): void {
            foreach ($found->checks as $target => [$label, $address]) {
                $this->ledger->targets->seen($account->source, (string) $target, $label, $address);
            }
            if ($step->isHistory()) {
                $this->ledger->deliveries->add($account->source, $this->nowMs, 'application/json', $question->query(), $body, channel: Deliveries::HISTORY);
            }
        });
        $this->summary->pulled += (int) $step->isHistory();
    }

    /** The same another way, or without it. @throws PullFailed */
    private function otherwise(Account $account, Progress $progress, Step $step, HttpFailed $failure): void
    {
        $vendor = $account->vendor;
        $instead = match ($failure->reason) {
            HttpFailed::LARGE => $vendor->smaller($account, $step),
            HttpFailed::STATUS => $vendor->instead($step, $failure->status),
            default => null,
        };
        if ($instead === null && $step->target !== null && in_array($failure->status, [403, 404, 410], true)) {
            $progress->note(Words::check($vendor->name(), $step->target, $failure->status));
            $progress->missing++;
            $instead = [];
        }
        if ($instead === null) {
            $this->later($progress, $step, new PullFailed(Words::of($vendor->name(), $failure), $failure->retryAfterMs ?? 0));
            return;
        }
        $progress->advance($instead);
        $this->keep($account, $progress, null);
    }

    /** One check that cannot be read comes after the others; when that is no help, all wait. @throws PullFailed */
    private function later(Progress $progress, Step $step, PullFailed $failed): void
    {
        if ($failed->waits || $step->target === null || in_array($step->target, $this->troubled, true) || count($this->troubled) >= self::MOST_TROUBLED) {
            throw $failed;
        }
        $this->troubled[] = $step->target;
        $progress->steps = [...array_slice($progress->steps, 1), $step];
    }

    /** In one transaction: the answer, what comes next, and after the last one that the whole range is here. */
    private function keep(Account $account, Progress $progress, ?\Closure $store): void
    {
        $this->ledger->transaction(function () use ($account, $progress, $store): void {
            if ($store !== null) {
                $store();
            }
            $progress->keep($this->ledger->meta);
            if (!$progress->isUnderWay()) {
                $this->done($account, $progress);
            }
        });
        Probe::at('pull.stored');
    }

    private function done(Account $account, Progress $progress): void
    {
        $id = $account->source;
        if (Account::versionOf($this->ledger->sources->byId($id) ?? []) !== $account->version) {
            return; // a person changed the key meanwhile: that one begins with its own look back
        }
        $this->ledger->sources->pulled($id, $progress->toMs, $this->nowMs);
        if ($progress->answers > 0 || $progress->missing === 0) {
            $this->ledger->pulls->add($id, $progress->fromMs, $progress->toMs, $this->nowMs);
        }
        $this->ledger->events->add($progress->lookBack ? 'pull.lookback' : 'pull.done', $id, [
            'from' => Instant::iso($progress->fromMs), 'to' => Instant::iso($progress->toMs), 'answers' => $progress->answers,
        ], $this->nowMs);
        if ($progress->notes === []) {
            $this->problems->over(self::REF . $id);
        } else {
            $this->say($id, implode(' ', $progress->notes));
        }
        $progress->failures = 0;
    }

    private function notice(Vendor $vendor, Progress $progress, Found $found, Reply $reply): void
    {
        if ($found->note !== null) {
            $progress->note($found->note);
        }
        foreach (array_intersect($found->paused, $progress->unlisted) as $target) {
            $progress->note(Words::paused($vendor->name(), $target));
        }
        $apart = ($reply->dateMs() ?? $this->http->time->nowMs()) - $this->http->time->nowMs();
        if (abs($apart) > self::SKEW_MS) {
            $progress->note(Words::clock($vendor->name(), intdiv($apart, 60_000)));
        }
    }

    private function say(string $id, string $sentence): void
    {
        $this->ledger->sources->pullFailed($id, $sentence);
        $this->problems->report(self::REF . $id, $sentence);
    }
}
