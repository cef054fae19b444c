<?php

/** What Health says about the monitors themselves: who is silent, whose messages were refused, whose history cannot be pulled. */

declare(strict_types=1);

namespace Makegood\Desk;

use Makegood\Ledger\Deliveries;
use Makegood\Ledger\Ledger;

final class Watchers
{
    /** When a source was heard is kept to so much. */
    private const SLACK_MS = 60_000;

    public function __construct(private readonly Ledger $ledger, private readonly int $nowMs)
    {
    }

    /**
     * @return array{silent: list<array{source: string, name: string, sinceMs: int}>, refusedSignatures: int, uncheckedSignatures: int,
     *         refusedOf: list<array{source: string, name: string, refused: int}>, pullProblems: list<array{source: string, name: string, problem: string}>}
     *         sinceMs: when it was heard last, or was made
     */
    public function health(): array
    {
        [$silent, $refused, $pulls] = [[], [], []];
        foreach ($this->ledger->sources->all() as $row) {
            $who = ['source' => (string) $row['id'], 'name' => (string) $row['name']];
            $since = $this->heardMs($row);
            if ((bool) $row['enabled'] && $row['expect_every_ms'] !== null && $since + (int) $row['expect_every_ms'] + self::SLACK_MS < $this->nowMs) {
                $silent[] = $who + ['sinceMs' => $since];
            }
            if ((int) $row['refused'] > 0) {
                $refused[] = $who + ['refused' => (int) $row['refused']];
            }
            if ($row['pull_problem'] !== null) {
                $pulls[] = $who + ['problem' => (string) $row['pull_problem']];
            }
        }
        return [
            'silent' => $silent,
            'refusedSignatures' => array_sum(array_column($refused, 'refused')),
            'uncheckedSignatures' => $this->ledger->deliveries->countIn(Deliveries::UNCHECKED),
            'refusedOf' => $refused,
            'pullProblems' => $pulls,
        ];
    }

    /** @param array<string, mixed> $source */
    private function heardMs(array $source): int
    {
        $pull = $this->ledger->pulls->recent((string) $source['id'], 1)[0] ?? null;
        return max((int) $source['created_ms'], (int) $source['last_ms'], (int) ($pull['to_ms'] ?? 0));
    }
}
