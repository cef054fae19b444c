<?php

/** One kill: a prepared panel is copied, a cron dies at a named point, further crons run unaided, the books are judged. */

declare(strict_types=1);

namespace MakegoodFaults;

final class KillCase
{
    /** The first cron after the settle delay: it does everything from the stored messages to the last posting. */
    public const NOW = '2026-04-05T06:00:00Z';
    private const LATER = ['2026-04-06T06:00:00Z', '2026-04-07T06:00:00Z'];
    private const PATIENCE_S = 60.0;

    private readonly Store $store;
    private readonly string $slot;
    private readonly string $dir;
    /** @var list<string> */
    private array $faults = [];
    private int $crons = 0;

    /** @param array{db: string, order: string, point: ?string, hit: int, crons: int, then: string, assume: string} $case point null: nobody is stopped */
    public function __construct(private readonly Lab $lab, private readonly array $case, int $slot)
    {
        $this->store = $lab->store($case['db']);
        $this->slot = "slot$slot";
        $this->dir = $lab->work("meet-$slot");
    }

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
        $killed = Books::read($this->store->open($this->slot));
        $end = $this->settleDown();
        $faults = [...$this->faults, ...Judge::faults($calm, $killed, $end, $this->case['then'] === 'pause' ? '' : (string) $this->case['point'])];

        return ['case' => $this->case, 'posted' => $end->count('posted'), 'parked' => $end->count('review'), 'double' => Judge::doubles($end),
            'crons_run' => $this->crons, 'ms' => (int) round((microtime(true) - $started) * 1000), 'faults' => array_values(array_unique($faults))];
    }

    private function fresh(): void
    {
        if (!is_dir($this->store->home($this->slot))) {
            $this->lab->must([__DIR__ . '/../prepare.php', $this->case['db'], $this->slot, '0'], []);
        }
        $this->store->copy('template', $this->slot);
        is_dir($this->dir) || mkdir($this->dir);
        array_map('unlink', glob("$this->dir/*") ?: []);
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

    /** Crons follow each other, now and on the next days, until one of them changes nothing and nothing is under way. */
    private function settleDown(): Books
    {
        $books = Books::read($this->store->open($this->slot));
        foreach ([self::NOW, self::NOW, self::NOW, ...self::LATER] as $i => $now) {
            $cron = $this->cron($now, []);
            if ($cron->wait(self::PATIENCE_S) !== 0) {
                $this->faults[] = 'a later cron failed: ' . substr($cron->output(), -300);
            }
            $before = $books->fingerprint();
            $books = Books::read($this->store->open($this->slot));
            if ($books->fingerprint() === $before && $books->postings !== [] && $books->count('pending') + $books->count('posting') === 0) {
                break;
            }
        }

        return $books;
    }

    /** @param array<string, mixed> $plan */
    private function cron(string $now, array $plan): Child
    {
        $root = $this->store->home($this->slot) . '/panel';
        $environment = ['SANDBOX_NOW' => $now, 'SANDBOX_ASSUME' => "addcredit.order={$this->case['order']},{$this->case['assume']}"];
        $log = $this->dir . '/cron-' . ++$this->crons . '.log';

        return $this->lab->start([__DIR__ . '/../cron.php', $root, json_encode($plan + ['dir' => $this->dir], JSON_THROW_ON_ERROR)], $environment, $log);
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

    private function until(callable $true, float $seconds): void
    {
        for ($end = microtime(true) + $seconds; !$true() && microtime(true) < $end; clearstatcache()) {
            usleep(1000);
        }
    }
}
