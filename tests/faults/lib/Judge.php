<?php

/** Compares the books after a kill with those of the undisturbed run: never two credits, never none without a review case. */

declare(strict_types=1);

namespace MakegoodFaults;

final class Judge
{
    /** @var list<string> */
    private array $faults = [];

    private function __construct(private readonly Books $calm, private readonly Books $killed, private readonly Books $end)
    {
    }

    /**
     * @param Books $calm after a run that nobody disturbed
     * @param Books $killed right after the kill
     * @param Books $end when further runs changed nothing any more
     * @return list<string> what is wrong, in words; empty when all is well
     */
    public static function faults(Books $calm, Books $killed, Books $end, string $point): array
    {
        $judge = new self($calm, $killed, $end);
        $judge->everyPosting();
        $judge->everyBalance();
        $judge->everyEntry();
        $parked = $end->count('review');
        if ($parked > 0 && !in_array($point, Points::MAY_PARK, true)) {
            $judge->faults[] = "$parked parked though no credit was being written";
        }
        if ($parked > 1) {
            $judge->faults[] = "$parked parked by one kill";
        }

        return $judge->faults;
    }

    /** Markers with more than one row in the panel's credit log. */
    public static function doubles(Books $end): int
    {
        return count(array_filter($end->credits, static fn (array $rows): bool => count($rows) > 1));
    }

    private function everyPosting(): void
    {
        foreach (array_diff_key($this->end->credits, $this->calm->postings) as $marker => $rows) {
            $this->faults[] = "a credit nobody planned: $marker";
        }
        foreach ($this->calm->postings as $marker => $expected) {
            $posting = $this->end->postings[$marker] ?? null;
            $rows = $this->end->credits[$marker] ?? [];
            if ($posting === null) {
                $this->faults[] = "no posting $marker";
                continue;
            }
            foreach (['client', 'service', 'units'] as $field) {
                $posting[$field] === $expected[$field] || $this->faults[] = "posting $marker has another $field";
            }
            if (count($rows) > 1) {
                $this->faults[] = "two credits for $marker";
            }
            foreach ($rows as $row) {
                $row === ['client' => $expected['client'], 'units' => $expected['units']] || $this->faults[] = "credit $marker is not what was planned";
            }
            $this->faults = [...$this->faults, ...$this->stateOf($marker, $posting, count($rows))];
        }
    }

    /** @param array<string, mixed> $posting @return list<string> */
    private function stateOf(string $marker, array $posting, int $rows): array
    {
        return match ($posting['state']) {
            'posted' => $rows === 1 ? [] : ["$marker is posted with $rows credits"],
            'review' => isset($this->end->cases[$posting['id']]) ? [] : ["$marker is parked without a review case"],
            default => ["$marker was left {$posting['state']}"],
        };
    }

    /** The second proof, without markers: a client never owns more than in the calm run, and less only by what is parked. */
    private function everyBalance(): void
    {
        $parked = $this->end->units('review');
        foreach ($this->calm->worth as $client => $units) {
            $missing = $units - ($this->end->worth[$client] ?? 0);
            if ($missing < 0) {
                $this->faults[] = 'client ' . $client . ' has ' . -$missing . ' ten-thousandths too much';
            } elseif ($missing > ($parked[$client] ?? 0)) {
                $this->faults[] = "client $client lacks $missing ten-thousandths";
            }
        }
    }

    private function everyEntry(): void
    {
        foreach ($this->killed->entries as $id => $hash) {
            if (($this->end->entries[$id] ?? null) !== $hash) {
                $this->faults[] = "entry $id was edited";
            }
        }
        if ($this->end->facts !== $this->calm->facts) {
            $this->faults[] = 'the entries differ from those of the calm run';
        }
    }
}
