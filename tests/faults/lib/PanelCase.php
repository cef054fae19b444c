<?php

/** What every case does with its copy of the prepared panel: fresh tables, crons and people's actions as processes, the books at the end. */

declare(strict_types=1);

namespace MakegoodFaults;

abstract class PanelCase
{
    /** The first cron after the settle delay: it does everything from the stored messages to the last posting. */
    public const NOW = '2026-04-05T06:00:00Z';
    protected const PATIENCE_S = 60.0;
    private const LATER = ['2026-04-06T06:00:00Z', '2026-04-07T06:00:00Z'];

    protected readonly Store $store;
    protected readonly string $slot;
    protected readonly string $dir;
    /** @var list<string> */
    protected array $faults = [];
    protected int $crons = 0;

    /** @param array<string, mixed> $case db, order, point (null: nobody is stopped), hit, crons, then, assume */
    public function __construct(protected readonly Lab $lab, protected readonly array $case, int $slot)
    {
        $this->store = $lab->store($case['db']);
        $this->slot = "slot$slot";
        $this->dir = $lab->work("meet-$slot");
    }

    protected function fresh(): void
    {
        if (!is_dir($this->store->home($this->slot))) {
            $this->lab->must([__DIR__ . '/../prepare.php', $this->case['db'], $this->slot, '0'], []);
        }
        $this->store->copy('template', $this->slot);
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
    private function process(string $script, string $log, string $now, array $plan): Child
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
