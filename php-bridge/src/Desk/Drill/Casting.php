<?php

/** Which two monitors play: the operator's own if two of them are independent of each other, best those that watch the thing itself. */

declare(strict_types=1);

namespace Makegood\Desk\Drill;

use Makegood\Ledger\Ledger;

final class Casting
{
    private const STAND_INS = [
        ['vendor' => 'pingdom', 'name' => 'Monitor A', 'group' => 'monitor-a', 'target' => '', 'label' => ''],
        ['vendor' => 'uptimerobot', 'name' => 'Monitor B', 'group' => 'monitor-b', 'target' => '', 'label' => ''],
    ];
    private const TARGETS = ['803318', '777749809'];
    /** What fits into a number of every vendor. */
    private const TARGET = '/^[1-9]\d{0,14}$/D';

    /**
     * @param string $subjectName what the check is called where the operator has not named one
     * @return list<array{vendor: string, name: string, group: string, target: string, label: string}> two
     */
    public static function of(Ledger $real, string $subject, string $subjectName): array
    {
        $targets = [];
        foreach ($real->targets->all() as $row) {
            if ($row['subject'] === $subject && preg_match(self::TARGET, (string) $row['target']) === 1) {
                $targets[(string) $row['source_id']] ??= $row;
            }
        }
        $watching = $others = [];
        foreach ($real->sources->all() as $row) {
            if ((bool) $row['enabled']) {
                $target = $targets[(string) $row['id']] ?? null;
                $one = [
                    'vendor' => (string) $row['vendor'], 'name' => (string) $row['name'], 'group' => (string) $row['independence_group'],
                    'target' => (string) ($target['target'] ?? ''), 'label' => (string) ($target['label'] ?? ''),
                ];
                $target === null ? $others[] = $one : $watching[] = $one;
            }
        }
        return array_map(static fn (array $one, string $target): array => [
            'target' => $one['target'] === '' ? $target : $one['target'],
            'label' => self::isText($one['label']) ? $one['label'] : $subjectName,
            'name' => self::isText($one['name']) ? $one['name'] : ucfirst($one['vendor']),
        ] + $one, self::independent([...$watching, ...$others]) ?? self::STAND_INS, self::TARGETS);
    }

    /** @param list<array<string, string>> $ranked @return list<array<string, string>>|null */
    private static function independent(array $ranked): ?array
    {
        foreach ($ranked as $other) {
            if ($other['group'] !== $ranked[0]['group']) {
                return [$ranked[0], $other];
            }
        }
        return null;
    }

    private static function isText(string $text): bool
    {
        return trim($text) !== '' && preg_match('//u', $text) === 1;
    }
}
