<?php

/** One kill: a prepared panel is copied, a cron dies at a named point, further crons run unaided, the books are judged. */

declare(strict_types=1);

namespace MakegoodFaults;

final class KillCase extends PanelCase
{
    /** A run that nobody disturbs. @return array{books: Books, hits: array<string, int>} */
    public function calm(): array
    {
        $this->fresh();
        $this->cron(self::NOW, ['count' => true])->wait(self::PATIENCE_S);
        $hits = json_decode((string) @file_get_contents("$this->dir/hits.json"), true);
        $books = $this->settleDown();
        if (!is_array($hits) || $this->faults !== []) {
            throw new \RuntimeException('the undisturbed run failed: ' . implode('; ', $this->faults) . "\n" . @file_get_contents("$this->dir/cron-1.log"));
        }

        return ['books' => $books, 'hits' => $hits];
    }

    /** @return array<string, mixed> the case with its figures and faults */
    public function run(Books $calm): array
    {
        $started = microtime(true);
        $this->fresh();
        $this->case['crons'] === 2 ? $this->stopOneOfTwo() : $this->killOne();
        $killed = $this->books();
        $end = $this->settleDown();
        $this->faults = [...$this->faults, ...Judge::faults($calm, $killed, $end, $this->case['then'] === 'pause' ? '' : (string) $this->case['point'])];

        return $this->result($started, $end);
    }

    private function killOne(): void
    {
        $cron = $this->cron(self::NOW, ['point' => $this->case['point'], 'hit' => $this->case['hit'], 'then' => 'kill']);
        $cron->wait(self::PATIENCE_S);
        $this->mustHaveStopped([$cron]);
    }

    /** Two crons start at once; the first that comes to the point waits there while the other and a third one look around, then dies or goes on. */
    private function stopOneOfTwo(): void
    {
        $plan = $this->case['point'] === null ? [] : ['point' => $this->case['point'], 'hit' => $this->case['hit'], 'then' => $this->case['then']];
        $two = [$this->cron(self::NOW, $plan + ['ready' => 'ready1']), $this->cron(self::NOW, $plan + ['ready' => 'ready2'])];
        $this->until(fn (): bool => file_exists("$this->dir/ready1") && file_exists("$this->dir/ready2"), 10.0);
        touch("$this->dir/go");
        $running = static fn (): int => (int) $two[0]->running() + (int) $two[1]->running();
        $this->until(fn (): bool => file_exists("$this->dir/dead") || $running() === 0, self::PATIENCE_S);
        if ($this->case['point'] !== null && $running() > 0) {
            // A transaction that is open at the point makes the others wait in the database; they go on after the kill.
            $this->until(static fn (): bool => $running() < 2, 1.0);
            $third = $this->cron(self::NOW, []);
            $third->wait(1.0);
            touch("$this->dir/release");
            $third->wait(self::PATIENCE_S);
        }
        array_map(static fn (Child $cron): int => $cron->wait(self::PATIENCE_S), $two);
        $this->case['point'] === null || $this->mustHaveStopped($two);
    }

    /** @param list<Child> $crons */
    private function mustHaveStopped(array $crons): void
    {
        $dead = count(array_filter($crons, static fn (Child $cron): bool => $cron->killed()));
        if ($dead !== ($this->case['then'] === 'pause' ? 0 : 1) || !file_exists("$this->dir/dead")) {
            $this->faults[] = "$dead crons died at the point: " . implode(' | ', array_map(static fn (Child $c): string => substr($c->output(), -200), $crons));
        }
        foreach ($crons as $cron) {
            if (!$cron->killed() && $cron->wait(0.0) !== 0) {
                $this->faults[] = 'the other cron failed: ' . substr($cron->output(), -300);
            }
        }
    }
}
