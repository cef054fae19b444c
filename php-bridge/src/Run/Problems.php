<?php

/** What went wrong with one thing while the others go on: told in each summary, written to the events once. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Engine\CoreRefused;
use Makegood\Engine\Engine;
use Makegood\Engine\EngineFailure;
use Makegood\Engine\EngineUnavailable;
use Makegood\Ledger\DoesNotFit;
use Makegood\Ledger\Ledger;
use Makegood\Panel\UnableToRead;
use Makegood\Panel\UnknownZone;

final class Problems
{
    private const PREFIX = 'problem/';
    /** What MariaDB and MySQL say when the connection is gone. */
    private const LOST = [2006, 2013, 4031];

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
     * Runs work of one subject, service or message. Whatever goes wrong there is that one's own problem as long as the core
     * still passes its known answers and the database is there; otherwise the run stops.
     *
     * @template T
     * @param callable(): T $work
     * @param bool $whole false: more is to come about $ref, so its problem is not over yet
     * @return T|null null when it did not work
     * @throws EngineUnavailable|\PDOException
     */
    public function guard(Engine $engine, string $ref, callable $work, bool $whole = true): mixed
    {
        try {
            $result = $work();
            if ($whole) {
                $this->over($ref);
            }
            return $result;
        } catch (CoreRefused $refusal) {
            $this->report($ref, $refusal->summary());
        } catch (UnableToRead | UnknownZone | DoesNotFit | \JsonException $unfit) {
            $this->report($ref, $unfit->getMessage());
        } catch (EngineFailure $trap) {
            $engine->canary();
            $this->report($ref, EngineFailure::CODE . ': ' . $trap->getMessage());
        } catch (\Throwable $failure) {
            if (self::endsTheRun($failure)) {
                throw $failure;
            }
            $this->report($ref, get_class($failure) . ': ' . $failure->getMessage());
        }
        return null;
    }

    /** Nobody could go on after it. */
    public static function endsTheRun(\Throwable $failure): bool
    {
        return $failure instanceof EngineUnavailable || Probe::isDeath($failure)
            || ($failure instanceof \PDOException && in_array((int) ($failure->errorInfo[1] ?? 0), self::LOST, true));
    }

    private static function key(string $ref): string
    {
        return self::PREFIX . hash('sha256', $ref);
    }
}
