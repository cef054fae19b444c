<?php

/**
 * One disturbance on FOSSBilling: a prepared panel is copied, processes are killed, held or paused, crons run unaided, then every credit that
 * still waits is given an invoice; the books are judged before and after that.
 */

declare(strict_types=1);

namespace MakegoodFaults;

final class FossCase extends PanelCase
{
    /** How long processes that meet get to come as far as they can while one of them is held. */
    private const MEETING_S = 0.8;

    /** Others come a little later than the one that stands still. */
    private const SOON = '2026-04-06T06:05:00Z';

    private string $now = self::NOW;

    public static function template(string $line, string $what): string
    {
        return 'f' . str_replace('.', '', $line) . '-' . $what;
    }

    /** A deciding cron that nobody disturbs; what it leaves is where most stories begin. @return array{books: FossBooks, hits: array<string, array<string, int>>} */
    public function calm(): array
    {
        $this->begin('template');
        $hits = ['cron' => $this->counted($this->cron(self::NOW, ['count' => true]))];
        $this->store->copy($this->slot, self::template($this->case['order'], 'waiting'));
        foreach (['next' => 'cron', 'approve' => 'approve', 'checkout' => 'checkout'] as $story => $do) {
            $this->begin('waiting');
            $hits[$story] = $this->counted($this->act($do, ['count' => true]));
        }
        $this->begin('waiting');
        $books = $this->settled();
        if ($this->faults !== []) {
            throw new \RuntimeException('the undisturbed run failed: ' . implode('; ', $this->faults));
        }

        return ['books' => $books['end'], 'hits' => $hits];
    }

    /** @return array<string, mixed> the case with its figures and faults */
    public function run(FossBooks $calm): array
    {
        $started = microtime(true);
        $this->begin($this->case['story'] === 'cron' ? 'template' : 'waiting');
        match ($this->case['story']) {
            'cron', 'next' => $this->case['crons'] === 2 ? $this->stopOneOfTwo() : $this->killOne(),
            'approve' => $this->mustDie($this->act('approve', $this->plan())),
            'twice' => $this->beside([['approve', 'd'], ['approve', 'd']]),
            'beside' => $this->beside([['approve', 'b'], ['approve', 'a'], ['cron', ''], ['cron', '']]),
            'cart' => $this->beside([['approve', 'd'], ['cron', '']], 'checkout'),
            'gone' => $this->beside([[$this->case['act'], 'd']]),
            'back' => $this->back(),
            'checkout' => $this->checkout(),
        };
        $killed = FossBooks::read($this->store->open($this->slot));
        $books = $this->settled();
        $end = $books['end'] ?? $killed;
        if ($this->case['story'] !== 'gone' && $end->failed !== []) { // an invoice that is gone takes none
            $this->faults[] = 'lines were not added: ' . implode(' ', $end->failed);
        }
        $this->faults = [...$this->faults, ...FossJudge::faults($calm, $books['quiet'] ?? $killed), ...FossJudge::faults($calm, $end), ...FossJudge::left($end),
            ...FossJudge::edited($killed, $end)];

        return ['case' => $this->case, 'posted' => $end->count('posted'), 'parked' => $end->count('review'), 'double' => $end->doubles(),
            'lines' => count($end->lines), 'returned' => count(array_filter($end->parts, static fn (array $part): bool => $part['state'] === 'returned')),
            'ms' => (int) round((microtime(true) - $started) * 1000), 'faults' => array_values(array_unique($this->faults))];
    }

    protected function fresh(): void
    {
        $this->begin('template');
    }

    /** @param array<string, mixed> $plan */
    protected function cron(string $now, array $plan): Child
    {
        return $this->act('cron', $plan);
    }

    private function begin(string $what): void
    {
        $this->slot = self::template($this->case['order'], 's' . $this->number);
        $this->now = $what === 'template' ? self::NOW : self::LATER[0];
        if (!is_dir($this->store->home($this->slot))) {
            $this->lab->must([__DIR__ . '/../fossbilling/prepare.php', $this->case['order'], $this->slot, '0'], []);
        }
        $this->store->copy(self::template($this->case['order'], $what), $this->slot);
        $this->tidy();
    }

    /** One of those who are there is stopped at the point while the others do theirs; then it dies or goes on. @param list<array{string, string}> $others */
    private function beside(array $others, string $what = 'approve'): void
    {
        $first = $this->act($what, $this->plan());
        $this->until(fn (): bool => file_exists("$this->dir/dead") || !$first->running(), self::PATIENCE_S);
        file_exists("$this->dir/dead") || $this->faults[] = 'nobody came to the point: ' . substr($first->output(), -300);
        $this->now = self::SOON;
        $children = array_map(fn (array $other): Child => $this->act($other[0], ['draft' => $other[1]]), $others);
        $running = static fn (): int => count(array_filter($children, static fn (Child $child): bool => $child->running()));
        $this->until(static fn (): bool => $running() === 0, self::MEETING_S);
        touch("$this->dir/release");
        foreach ($children as $child) {
            $this->mustWork($child, 'one beside it');
        }
        if ($this->case['then'] === 'hold') {
            $this->mustDie($first);
        } elseif ($this->case['story'] !== 'gone') {
            $this->mustWork($first, 'the one that stood still');
        } else {
            $first->wait(self::PATIENCE_S); // whose invoice is gone may say so
        }
    }

    /** A booked line is taken back by a person; the cron that sees it dies, or another one comes while it stands still. */
    private function back(): void
    {
        $this->mustWork($this->act('approve', ['draft' => 'd']), 'the approval');
        $this->case['act'] === 'payRefund' && $this->mustWork($this->act('pay', ['draft' => 'd']), 'the payment');
        $this->mustWork($this->act('cron', []), 'a cron');
        $do = ['payRefund' => 'refund', 'cancelUndone' => 'cancel'][$this->case['act']] ?? $this->case['act'];
        $this->mustWork($this->act($do, ['draft' => 'd']), $do);
        $this->case['crons'] === 2 ? $this->beside([['cron', '']], 'cron') : $this->mustDie($this->act('cron', ['then' => 'kill'] + $this->plan()));
        $this->case['act'] === 'cancelUndone' && $this->mustWork($this->act('uncancel', ['draft' => 'd']), 'cancelling no more');
    }

    private function checkout(): void
    {
        $checkout = $this->act('checkout', $this->plan());
        $this->case['point'] === null ? $this->mustWork($checkout, 'the checkout') : $this->mustDie($checkout);
    }

    /** @return array<string, FossBooks> when crons change nothing more, and when everything found its invoice */
    private function settled(): array
    {
        $this->mustWork($this->act('settle', []), 'what follows');
        $books = is_file("$this->dir/books") ? unserialize((string) file_get_contents("$this->dir/books")) : [];
        count(array_filter($books)) === 2 || $this->faults[] = 'the crons do not come to rest';

        return array_filter($books);
    }

    /** @return array<string, int> */
    private function counted(Child $child): array
    {
        $this->mustWork($child, 'an undisturbed step');

        return json_decode((string) @file_get_contents("$this->dir/hits.json"), true) ?? [];
    }

    /** @return array<string, mixed> */
    private function plan(): array
    {
        return ['point' => $this->case['point'], 'hit' => $this->case['hit'], 'then' => $this->case['then'], 'end' => $this->case['act']];
    }

    /** @param array<string, mixed> $plan */
    private function act(string $do, array $plan): Child
    {
        return $this->lab->start(
            [...$this->compiledOnce(), __DIR__ . '/../fossbilling/act.php', $this->store->home($this->slot) . '/panel',
                json_encode(['do' => $do, 'dir' => $this->dir] + $plan + ['draft' => 'd'], JSON_THROW_ON_ERROR)],
            ['SANDBOX_NOW' => $this->now],
            "$this->dir/$do-" . ++$this->crons . '.log',
        );
    }

    /** A third of a short process would go into compiling the same files again. @return list<string> */
    private function compiledOnce(): array
    {
        $cache = $this->lab->work('compiled');
        is_dir($cache) || @mkdir($cache);

        return ['-d', 'opcache.enable_cli=1', '-d', "opcache.file_cache=$cache", '-d', 'opcache.file_cache_only=1', '-d', 'opcache.jit=disable'];
    }
}
