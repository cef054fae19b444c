<?php

/** What went wrong with one thing while the others go on: told in each summary, written to the events once. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Engine\CoreRefused;
use Makegood\Engine\Engine;
use Makegood\Engine\EngineFailure;
use Makegood\Ledger\DoesNotFit;
use Makegood\Ledger\Ledger;
use Makegood\Panel\UnableToRead;
use Makegood\Panel\UnknownZone;

final class Problems
{
    private const PREFIX = 'problem/';

    public function __construct(
        private readonly Ledger $ledger,
        private readonly RunSummary $summary,
        private readonly int $nowMs,
    ) {
    }

    public function report(string $ref, string $text): void
    {
        $this->summary->problems[] = $ref . ': ' . $text;
        $key = self::key($ref);
        if ($this->ledger->meta->get($key) !== $text) {
            $this->ledger->meta->put($key, $text);
            $this->ledger->events->add('problem', $ref, ['problem' => $text], $this->nowMs);
        }
    }

    public function over(string $ref): void
    {
        if ($this->ledger->meta->get(self::key($ref)) !== null) {
            $this->ledger->meta->forget(self::key($ref));
            $this->ledger->events->add('problem.over', $ref, [], $this->nowMs);
        }
    }

    /**
     * Runs work of one subject, service or message. A refusal, facts that cannot be read, or a trap are that one's own
     * problem as long as the core still passes its known answers; otherwise the engine is in doubt and the run stops.
     *
     * @template T
     * @param callable(): T $work
     * @return T|null null when it did not work
     * @throws \Makegood\Engine\EngineUnavailable
     */
    public function guard(Engine $engine, string $ref, callable $work): mixed
    {
        try {
            $result = $work();
            $this->over($ref);
            return $result;
        } catch (CoreRefused $refusal) {
            $this->report($ref, $refusal->summary());
        } catch (UnableToRead | UnknownZone | DoesNotFit | \JsonException $unfit) {
            $this->report($ref, $unfit->getMessage());
        } catch (EngineFailure $trap) {
            $engine->canary();
            $this->report($ref, EngineFailure::CODE . ': ' . $trap->getMessage());
        }
        return null;
    }

    private static function key(string $ref): string
    {
        return self::PREFIX . hash('sha256', $ref);
    }
}
