<?php

/** How far a source's pull has come: what is still to be asked, kept with each answer that is stored, so that a cut loses nothing. */

declare(strict_types=1);

namespace Makegood\Pull;

use Makegood\Engine\Json;
use Makegood\Ledger\Meta;

final class Progress
{
    private const PREFIX = 'pull/';
    private const FIRST_WAIT_MS = 600_000;
    private const LONGEST_WAIT_MS = 21_600_000;
    /** A range that failed so often is begun anew: what was half asked may not be known there any more. */
    private const ANEW_AFTER = 3;

    /** @var list<Step> */
    public array $steps = [];
    /** @var list<string> mapped targets that no list of checks named yet */
    public array $unlisted = [];
    /** @var list<string> what to tell, although the range was read */
    public array $notes = [];
    /** @var list<int> when requests went out, see Pace */
    public array $sent = [];
    public int $fromMs = 0;
    public int $toMs = 0;
    public bool $lookBack = false;
    /** Histories that were stored, and such that the vendor does not give. */
    public int $answers = 0;
    public int $missing = 0;
    public int $failures = 0;
    /** By the clock of limits. */
    public int $notBeforeMs = 0;

    private function __construct(public readonly string $source, public readonly string $version)
    {
    }

    public static function of(Meta $meta, Account $account): self
    {
        $kept = json_decode($meta->get(self::PREFIX . $account->source) ?? '', true);
        $progress = new self($account->source, $account->version);
        if (is_array($kept) && ($kept['version'] ?? null) === $account->version) {
            foreach (['unlisted', 'notes', 'sent', 'fromMs', 'toMs', 'lookBack', 'answers', 'missing', 'failures', 'notBeforeMs'] as $name) {
                $progress->$name = $kept[$name];
            }
            $progress->steps = array_map(Step::fromArray(...), $kept['steps']);
        }
        return $progress;
    }

    public function isUnderWay(): bool
    {
        return $this->steps !== [];
    }

    /**
     * @param list<Step> $steps
     * @param list<string> $mapped targets that the list of checks ought to name
     */
    public function begin(int $fromMs, int $toMs, bool $lookBack, array $steps, array $mapped): void
    {
        [$this->fromMs, $this->toMs, $this->lookBack, $this->steps, $this->unlisted] = [$fromMs, $toMs, $lookBack, $steps, $mapped];
        [$this->notes, $this->answers, $this->missing] = [[], 0, 0];
    }

    /** @param list<Step> $next what takes the place of the first step */
    public function advance(array $next): void
    {
        array_splice($this->steps, 0, 1, $next);
        $listed = array_map(static fn (Step $step): ?string => $step->target, $next);
        $this->unlisted = array_values(array_diff($this->unlisted, $listed));
    }

    /** After the last page of the list of checks: what is mapped and was not in it may be gone. */
    public function askAboutUnlisted(Vendor $vendor, Step $answered): void
    {
        $goesOn = array_filter($this->steps, static fn (Step $step): bool => $step->kind === Step::CHECKS) !== [];
        if ($answered->kind !== Step::CHECKS || $goesOn) {
            return;
        }
        foreach ($this->unlisted as $target) {
            $step = $vendor->ofTarget($target, $answered->fromMs, $answered->toMs);
            if ($step === null) {
                $this->note(Words::unlisted($vendor->name(), $target));
            } else {
                $this->steps[] = $step;
            }
        }
        $this->unlisted = [];
    }

    public function note(string $note): void
    {
        $this->notes = array_values(array_unique([...$this->notes, $note]));
    }

    /** What only has to wait, waits; what failed is tried in the next run, then ever less often. */
    public function failed(int $nowMs, PullFailed $failed): void
    {
        if ($failed->waits) {
            $this->notBeforeMs = $nowMs + $failed->waitMs;
            return;
        }
        $this->failures++;
        $wait = $this->failures === 1 ? 0 : min(self::LONGEST_WAIT_MS, self::FIRST_WAIT_MS * 2 ** min(8, $this->failures - 2));
        $this->notBeforeMs = $nowMs + max($wait, $failed->waitMs);
        if ($failed->anew || $this->failures % self::ANEW_AFTER === 0) {
            $this->steps = [];
        }
    }

    public function keep(Meta $meta): void
    {
        $kept = get_object_vars($this);
        unset($kept['source']);
        $kept['steps'] = array_map(static fn (Step $step): array => $step->toArray(), $this->steps);
        $meta->put(self::PREFIX . $this->source, Json::encode($kept));
    }
}
