<?php

/** What every case does with its copy of the prepared panel: fresh tables, crons and people's actions as processes, the books at the end. */

declare(strict_types=1);

namespace MakegoodFaults;

abstract class PanelCase
{
    /** The first cron after the settle delay: it does everything from the stored messages to the last posting. */
    public const NOW = '2026-04-05T06:00:00Z';
    protected const PATIENCE_S = 60.0;
    protected const LATER = ['2026-04-06T06:00:00Z', '2026-04-07T06:00:00Z'];

    protected readonly Store $store;
    protected string $slot;
    protected readonly string $dir;
    /** @var list<string> */
    protected array $faults = [];
    protected int $crons = 0;

    /** @param array<string, mixed> $case db, order, point (null: nobody is stopped), hit, crons, then, assume */
    public function __construct(protected readonly Lab $lab, protected readonly array $case, protected readonly int $number)
    {
        $this->store = $lab->store($case['db']);
        $this->slot = "slot$number";
        $this->dir = $lab->work("meet-$number");
    }

    protected function fresh(): void
    {
        if (!is_dir($this->store->home($this->slot))) {
            $this->lab->must([__DIR__ . '/../prepare.php', $this->case['db'], $this->slot, '0'], []);
        }
        $this->store->copy('template', $this->slot);
        $this->tidy();
    }

    /** Where the processes of this case meet. */
    protected function tidy(): void
    {
        is_dir($this->dir) || mkdir($this->dir);
        array_map('unlink', glob("$this->dir/*") ?: []);
    }

    protected function books(): Books
    {
        return Books::read($this->store->open($this->slot));
    }

    /** Crons follow each other, now and on the next days, until one of them changes nothing and nothing is under way. */
    protected function settleDown(): Books
    {
        $books = $this->books();
        foreach ([self::NOW, self::NOW, self::NOW, ...self::LATER] as $now) {
            $this->mustWork($this->cron($now, []), 'a later cron');
            $before = $books->fingerprint();
            $books = $this->books();
            if ($books->fingerprint() === $before && $books->postings !== [] && $books->count('pending') + $books->count('posting') === 0) {
                break;
            }
        }

        return $books;
    }

    /** @param array<string, mixed> $plan */
    protected function cron(string $now, array $plan): Child
    {
        return $this->process('cron.php', 'cron-' . ++$this->crons, $now, $plan);
    }

    /** A person's action. @param array<string, mixed> $plan */
    protected function desk(string $do, array $plan = []): Child
    {
        return $this->process('desk.php', 'desk-' . $do, self::NOW, ['do' => $do] + $plan);
    }

    protected function mustWork(Child $child, string $what): void
    {
        if ($child->wait(self::PATIENCE_S) !== 0) {
            $this->faults[] = "$what failed: " . substr($child->output(), -300);
        }
    }

    protected function killOne(): void
    {
        $cron = $this->cron(self::NOW, ['point' => $this->case['point'], 'hit' => $this->case['hit'], 'then' => 'kill']);
        $cron->wait(self::PATIENCE_S);
        $this->mustHaveStopped([$cron]);
    }

    /** Two crons start at once; the first that comes to the point waits there while the other and a third one look around, then dies or goes on. */
    protected function stopOneOfTwo(): void
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
    protected function mustHaveStopped(array $crons): void
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

    protected function mustDie(Child $child): void
    {
        $child->wait(self::PATIENCE_S);
        if (!$child->killed()) {
            $this->faults[] = 'it did not die at the point: ' . substr($child->output(), -300);
        }
    }

    protected function until(callable $true, float $seconds): void
    {
        for ($end = microtime(true) + $seconds; !$true() && microtime(true) < $end; clearstatcache()) {
            usleep(1000);
        }
    }

    /** @return array<string, mixed> the case with its figures and faults */
    protected function result(float $started, Books $end): array
    {
        return ['case' => $this->case, 'posted' => $end->count('posted'), 'parked' => $end->count('review'), 'double' => Judge::doubles($end),
            'crons_run' => $this->crons, 'ms' => (int) round((microtime(true) - $started) * 1000), 'faults' => array_values(array_unique($this->faults))];
    }

    /** @param array<string, mixed> $plan */
    protected function process(string $script, string $log, string $now, array $plan): Child
    {
        $root = $this->store->home($this->slot) . '/panel';
        $environment = ['SANDBOX_NOW' => $now, 'SANDBOX_ASSUME' => "addcredit.order={$this->case['order']},{$this->case['assume']}"];

        return $this->lab->start(
            [__DIR__ . "/../$script", $root, json_encode($plan + ['dir' => $this->dir], JSON_THROW_ON_ERROR)],
            $environment,
            "$this->dir/$log.log",
        );
    }
}
