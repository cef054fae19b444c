<?php

/** Which disturbances are tried on FOSSBilling: a few of each for every test run, all of them at any hit for long runs. */

declare(strict_types=1);

namespace MakegoodFaults;

final class FossPlan
{
    public const LINES = ['0.7', '0.8', 'main'];

    /** Met by the cron that decides, in this order; credit goes to two prepaid clients, and onto the invoices that the same cron makes. */
    private const CRON = [
        'drain.normalized', 'drain.observed', 'confirm.outages', 'confirm.case', 'settle.computed', 'record.begin', 'record.entry', 'record.committed',
        'claim.before', 'claim.committed', 'post.before', 'post.returned', 'mark.before', 'mark.committed', 'run.end', ...self::ATTACH,
    ];
    /** Of a single cron; the others are killed on WHMCS in every test run, and here in long ones. */
    private const CRON_SHORT = ['record.committed', 'claim.committed', 'post.returned', 'mark.before', 'attach.recorded', 'attach.added'];
    private const ATTACH = ['attach.planned', 'attach.recorded', 'attach.added', 'attach.marked'];
    /** By which a line comes back. */
    private const TAKEN_BACK = ['delete', 'deleteLines', 'payRefund', 'cancelUndone', 'cancel'];

    /**
     * @param array<string, array<string, array<string, int>>> $hits by line and story: how often a calm step passes a point
     * @param callable(int): int $choose which hit of so many
     * @return list<array<string, mixed>> every point in every story, on every line
     */
    public static function all(array $hits, callable $choose): array
    {
        $cases = [];
        foreach ($hits as $line => $of) {
            $add = static function (string $story, ?string $point, string $then = 'kill', int $crons = 1, string $act = '') use (&$cases, $line, $of, $choose): void {
                $seen = $of[['twice' => 'approve', 'beside' => 'approve', 'gone' => 'approve', 'cart' => 'checkout', 'back' => 'next'][$story] ?? $story];
                $cases[] = ['story' => $story, 'db' => 'mariadb', 'order' => (string) $line, 'point' => $point,
                    // Two crons share the invoices: neither may come to a second one.
                    'hit' => $point === null ? 0 : ($crons === 2 && in_array($point, self::ATTACH, true) ? 1 : $choose($seen[$point] ?? 1)),
                    'crons' => $crons, 'then' => $then, 'act' => $act, 'assume' => ''];
            };
            foreach (self::CRON as $point) {
                $add('cron', $point);
                // One of two decides; the other may have made the invoices before, so those two meet when it is decided.
                $both = in_array($point, self::ATTACH, true) ? 'next' : 'cron';
                $add($both, $point, 'hold', 2);
                $add($both, $point, 'pause', 2);
            }
            $add('cron', null, 'pause', 2);
            foreach (['kill', 'hold', 'pause'] as $then) {
                $add('next', 'line.checked', $then, $then === 'kill' ? 1 : 2);
            }
            foreach (self::ATTACH as $point) {
                $add('approve', $point);
                $add('checkout', $point, act: 'commit');
                foreach (['hold', 'pause'] as $then) {
                    $add('twice', $point, $then);
                    $add('beside', $point, $then);
                    foreach (['delete', 'deleteLines', 'cancel'] as $act) {
                        $add('gone', $point, $then, 1, $act);
                    }
                }
            }
            foreach (self::TAKEN_BACK as $act) {
                $add('back', 'line.checked', 'kill', 1, $act);
                $add('back', 'line.checked', 'pause', 2, $act);
            }
            foreach (['commit', 'rollback'] as $act) {
                $add('cart', FossActs::CHECKED_OUT, 'hold', 1, $act);
                $add('cart', FossActs::CHECKED_OUT, 'pause', 1, $act);
            }
            $add('checkout', null, 'run', 1, 'rollback');
            $add('checkout', null, 'run', 1, 'commit');
        }

        return $cases;
    }

    /**
     * A share of all: kills of one process at each point of the money's way, and one or two of each other story; the lines take turns.
     *
     * @param array<string, array<string, array<string, int>>> $hits
     * @return list<array<string, mixed>>
     */
    public static function short(array $hits): array
    {
        $kept = $turn = [];
        foreach (self::all($hits, static fn (int $count): int => min(2, $count)) as $case) {
            $words = self::word($case);
            if ($words === null) {
                continue;
            }
            $turn[$words] ??= count($turn) % count($hits);
            if ((string) array_keys($hits)[$turn[$words]] === $case['order']) {
                $kept[$words] ??= $case;
            }
        }

        return array_values($kept);
    }

    /** @param array<string, mixed> $case @return ?string what it stands for in the short set; null: nothing */
    private static function word(array $case): ?string
    {
        $word = implode(' ', [$case['story'], $case['act'] . $case['then'], $case['point']]);

        return match ($case['story']) {
            'cron' => match ($case['then']) {
                'kill' => in_array($case['point'], self::CRON_SHORT, true) ? $word : null,
                'hold' => $case['point'] === 'claim.committed' ? $word : null,
                default => in_array($case['point'], [null, 'post.before'], true) ? $word : null,
            },
            'approve' => $case['point'] === 'attach.planned' ? null : 'approve ' . $case['point'],
            'next' => $word === 'next hold attach.recorded' ? $word : null,
            'twice' => $word === 'twice pause attach.recorded' ? $word : null,
            'beside' => $word === 'beside hold attach.added' ? $word : null,
            'gone' => in_array($word, ['gone deletepause attach.recorded', 'gone cancelhold attach.marked'], true) ? $word : null,
            'checkout' => $case['point'] === null || $case['point'] === 'attach.marked' ? $word : null,
            'cart' => $word === 'cart commitpause checkout.done' ? $word : null,
            default => $case['crons'] === 1 && $case['act'] !== 'cancel' ? $word : null,
        };
    }
}
