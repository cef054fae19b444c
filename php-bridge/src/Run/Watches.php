<?php

/** Who watched which subject since when, kept by difference: an episode is judged by those who watched when it began. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Ledger\Ledger;
use Makegood\Ledger\Levels;

final class Watches
{
    private const WATCH = 'watch/';
    private const CURSOR = 'confirm_cursor';
    private const PULLS = 'confirm_pulls';

    /** @var array<string, Watch> by subject */
    private array $watches = [];
    /** @var array<string, array<string, true>> `source/target hash` => subjects that it ever watched */
    private array $subjects = [];
    private int $heardId = 0;

    public function __construct(private readonly Ledger $ledger)
    {
        foreach ($ledger->meta->startingWith(self::WATCH) as $json) {
            $watch = Watch::fromJson($json);
            $this->watches[$watch->subject] = $watch;
        }
        ksort($this->watches, SORT_STRING);
        $this->index();
    }

    /** @return array<string, Watch> by subject */
    public function all(): array
    {
        return $this->watches;
    }

    /** Takes up what people configured since the last run. @param int $dueMs a change does not reach back beyond it */
    public function sync(int $dueMs): void
    {
        $now = $this->ledger->targets->watching();
        $levels = $this->ledger->levels->all();
        foreach ($now + array_fill_keys(array_keys($this->watches), []) as $subject => $by) {
            $subject = (string) $subject;
            $watch = $this->watches[$subject] ?? new Watch($subject);
            $required = $by === [] ? $watch->required() : Levels::holding($levels, $subject);
            if ($watch->by() === $by && $watch->required() === $required) {
                continue;
            }
            // Where nothing was ever decided by others, the first mapping takes up all that was heard before it.
            $first = $watch->epochs === [] && array_filter($by, $this->watchedBefore(...)) === [];
            $watch->change($by, $required, $first ? 0 : $dueMs);
            $this->watches[$subject] = $watch;
            $this->keep($watch);
        }
        ksort($this->watches, SORT_STRING);
        $this->index();
    }

    /** Marks the subjects that new observations are about. */
    public function hear(): void
    {
        $cursor = (int) ($this->ledger->meta->get(self::CURSOR) ?? '0');
        $this->heardId = $cursor;
        foreach ($this->ledger->observations->linesAfter($cursor) as $row) {
            $this->heardId = max($this->heardId, (int) $row['last_id']);
            foreach ($this->subjects[Watch::line((string) $row['source_id'], (string) $row['target_hash'])] ?? [] as $subject => $_) {
                $this->watches[$subject]->sinceId ??= $cursor;
            }
        }
    }

    /**
     * What a monitor's history proves later: it was alive while it said nothing. Doubt about that time is looked at again.
     *
     * @return array<string, list<array{int, int}>> subject => where its doubtful outages begin
     */
    public function provedAlive(): array
    {
        $cursor = (int) ($this->ledger->meta->get(self::PULLS) ?? '0');
        $points = [];
        foreach ($this->ledger->pulls->after($cursor) as $pull) {
            foreach ($this->watchedBy((string) $pull['source_id']) as $subject) {
                foreach ($this->ledger->outages->doubtful($subject, (int) $pull['from_ms'], (int) $pull['to_ms']) as $fromMs) {
                    $points[$subject][] = [$fromMs, $fromMs];
                }
            }
        }
        return $points;
    }

    /** Notes what is left to the next run; until then the cursor stands, so that a run that dies is made up for. */
    public function close(bool $whole): void
    {
        $this->ledger->transaction(function () use ($whole): void {
            $pulls = $this->ledger->pulls->lastId();
            if ($whole && $pulls !== (int) ($this->ledger->meta->get(self::PULLS) ?? '0')) {
                $this->ledger->meta->put(self::PULLS, (string) $pulls);
            }
            foreach ($this->watches as $watch) {
                if ($watch->sinceId !== null) {
                    $this->keep($watch);
                }
            }
            if ($this->heardId !== (int) ($this->ledger->meta->get(self::CURSOR) ?? '0')) {
                $this->ledger->meta->put(self::CURSOR, (string) $this->heardId);
            }
        });
    }

    public function keep(Watch $watch): void
    {
        $this->ledger->meta->put(self::WATCH . hash('sha256', $watch->subject), $watch->toJson());
    }

    /** @return list<string> subjects that this timeline ever watched */
    public function subjectsOf(string $sourceId, string $targetHash): array
    {
        return array_map('strval', array_keys($this->subjects[Watch::line($sourceId, $targetHash)] ?? []));
    }

    /** @return list<string> subjects that a source ever watched */
    private function watchedBy(string $sourceId): array
    {
        $subjects = [];
        foreach ($this->subjects as $line => $ofLine) {
            $subjects += str_starts_with((string) $line, $sourceId . '/') ? $ofLine : [];
        }
        return array_map('strval', array_keys($subjects));
    }

    /** @param array<string, mixed> $one */
    private function watchedBefore(array $one): bool
    {
        return isset($this->subjects[Watch::line($one['source'], $one['hash'])]);
    }

    private function index(): void
    {
        $this->subjects = [];
        foreach ($this->watches as $subject => $watch) {
            foreach ($watch->timelines() as $line) {
                $this->subjects[Watch::line($line['source'], $line['hash'])][$subject] = true;
            }
        }
    }
}
