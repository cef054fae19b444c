<?php

/** Asks with patience: within the vendor's limits and the run's time, again after a short trouble. */

declare(strict_types=1);

namespace Makegood\Pull;

use Makegood\Run\Deadline;

final class Asking
{
    private const TRIES = 3;
    private const LONGEST_MS = 15_000;
    /** With less time than this no question is begun, but the first of a run: a small budget must not keep the past away for ever. */
    private const SHORTEST_MS = 2_000;
    /** A longer wait is left to a later run: other monitors are asked meanwhile. */
    private const LONGEST_WAIT_MS = 3_000;
    private const BACK_OFF_MS = 500;

    private int $pauseUntilMs = 0;

    public function __construct(
        private readonly Http $http,
        private readonly Vendor $vendor,
        private readonly Pace $pace,
        private readonly Deadline $deadline,
        private bool $isFirst,
    ) {
    }

    /**
     * @throws HttpFailed
     * @throws OutOfTime
     * @throws PullFailed when the vendor asks to wait longer than a run lasts
     */
    public function ask(Account $account, Question $question): Reply
    {
        for ($try = 1;; $try++) {
            $this->wait();
            try {
                $this->pace->sent($this->http->time->nowMs());
                $timeMs = max(self::SHORTEST_MS, min(self::LONGEST_MS, $this->deadline->remainingMs()));
                $reply = $this->http->ask($question, $this->vendor->host($account->settings), $timeMs, $this->vendor->mostBytes());
                $this->pauseUntilMs = $this->http->time->nowMs() + $reply->pauseMs($this->http->time->nowMs());
                return $reply;
            } catch (HttpFailed $failure) {
                $this->again($failure, $try);
            }
        }
    }

    public function hasAsked(): bool
    {
        return !$this->isFirst;
    }

    /** @throws OutOfTime|PullFailed */
    private function wait(): void
    {
        $nowMs = $this->http->time->nowMs();
        $pause = $this->pauseUntilMs - $nowMs;
        if ($pause > self::LONGEST_WAIT_MS) {
            throw new PullFailed($this->vendor->name() . ' asks to wait: its limit of requests is nearly reached.', $pause, true);
        }
        $wait = max($pause, $this->pace->waitMs($nowMs));
        if ($wait > self::LONGEST_WAIT_MS || (!$this->isFirst && $wait + self::SHORTEST_MS > $this->deadline->remainingMs())) {
            throw new OutOfTime();
        }
        $this->isFirst = false;
        if ($wait > 0) {
            $this->http->time->sleep($wait);
        }
    }

    /** @throws HttpFailed|PullFailed when it is not to be asked again now */
    private function again(HttpFailed $failure, int $try): void
    {
        $wait = $failure->retryAfterMs ?? self::BACK_OFF_MS * 2 ** $try;
        $now = $failure->passes() && $try < self::TRIES && $wait <= self::LONGEST_WAIT_MS
            && $wait + self::SHORTEST_MS <= $this->deadline->remainingMs();
        if ($now) {
            $this->http->time->sleep($wait);
        } elseif ($failure->status === 429) {
            throw new PullFailed(Words::of($this->vendor->name(), $failure), max($wait, 60_000), true);
        } else {
            throw $failure;
        }
    }
}
