<?php

/** Keeps what the panel says of services now (cancelled, unpaid, discounted) by difference, where a policy takes credit away for it. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Ledger\Flags;
use Makegood\Ledger\Ledger;
use Makegood\Panel\Panel;
use Makegood\Panel\Terms;

final class FlagSync
{
    private const BY = 'panel';

    public function __construct(private readonly Ledger $ledger)
    {
    }

    /** @throws \Makegood\Panel\UnableToRead then nothing is taken for over */
    public function run(Panel $panel): void
    {
        if (!$panel instanceof Terms) {
            return;
        }
        $wanted = $this->wanted();
        if ($wanted === []) {
            return;
        }
        $now = $panel->now();
        $holding = [];
        foreach ($panel->flags() as $service => $words) {
            foreach (array_intersect($words, $wanted) as $word) {
                $holding[$service . '/' . $word] = [(string) $service, $word];
            }
        }
        $this->ledger->transaction(function () use ($holding, $now): void {
            $open = $this->ledger->flags->openOfPanel();
            foreach (array_diff_key($holding, $open) as [$service, $word]) {
                $this->ledger->flags->add($service, $word, Flags::PANEL, $now, null, self::BY);
            }
            foreach (array_diff_key($open, $holding) as $id) {
                $this->ledger->flags->end($id, $now, self::BY);
            }
        });
    }

    /** @return list<string> what some assigned policy looks at */
    private function wanted(): array
    {
        $wanted = [];
        foreach (array_unique(array_map('strval', array_column($this->ledger->assignments->all(), 'policy_hash'))) as $hash) {
            array_push($wanted, ...(Asked::full((string) $this->ledger->policies->document($hash))['forfeits'] ?? []));
        }
        return array_values(array_unique($wanted));
    }
}
