<?php

/** Which kills are tried: a set for every test run, and more of the same with other hits for long runs. */

declare(strict_types=1);

namespace MakegoodFaults;

final class Plan
{
    /** Sides of the sandbox's open questions that touch the order of things around a posting; cases with two crons take turns. */
    private const ASSUME = ['', 'cron.order=PreCronJob-after-invoicing', 'hooks.calls=twice', 'autocredit.when=before-InvoiceCreation', 'profile=9'];

    /**
     * Every point on both databases, in both orders of AddCredit's writes, with one cron and with two at once; besides, two crons of which
     * one stands still for a while and goes on, two undisturbed ones, and the webhook.
     *
     * @param array<string, array<string, array<string, int>>> $hits by database and order: how often a calm run passes a point
     * @param callable(int): int $choose which hit of so many
     * @return list<array<string, mixed>>
     */
    public static function cases(array $hits, callable $choose): array
    {
        $cases = [];
        foreach ($hits as $db => $orders) {
            foreach ($orders as $order => $counts) {
                foreach (Points::CRON as $point) {
                    $cases[] = self::stop($db, $order, $point, $choose($counts[$point] ?? 1), 1, 'kill');
                    $cases[] = self::stop($db, $order, $point, $choose($counts[$point] ?? 1), 2, 'hold');
                }
            }
            foreach (Points::MONEY as $i => $point) {
                $order = Points::ORDERS[$i % 2];
                $cases[] = self::stop($db, $order, $point, $choose($hits[$db][$order][$point] ?? 1), 2, 'pause');
            }
            $cases[] = self::stop($db, Points::ORDERS[0], null, 0, 2, 'pause');
            $cases[] = self::stop($db, Points::ORDERS[0], 'intake.stored', 1, 1, 'kill');
            $cases = [...$cases, ...self::safety($db, $hits[$db], $choose)];
        }

        return $cases;
    }

    /**
     * Held runs let through and refused, dry run after a kill and in the middle of a claim.
     *
     * @param array<string, array<string, int>> $hits by order
     * @param callable(int): int $choose
     * @return list<array<string, mixed>>
     */
    private static function safety(string $db, array $hits, callable $choose): array
    {
        $cases = [];
        foreach (Points::HELD as $point) {
            foreach (['release', 'refuse'] as $story) {
                $cases[] = ['story' => $story] + self::stop($db, Points::ORDERS[0], $point, 1, 1, 'kill');
            }
        }
        foreach (Points::BEFORE_DRY as $i => $point) {
            $order = Points::ORDERS[$i % 2];
            $cases[] = ['story' => 'dry'] + self::stop($db, $order, $point, $choose($hits[$order][$point] ?? 1), 1, 'kill');
        }
        $cases[] = ['story' => 'flip'] + self::stop($db, Points::ORDERS[0], 'claim.before', $choose($hits[Points::ORDERS[0]]['claim.before'] ?? 1), 1, 'pause');

        return $cases;
    }

    /** @return array<string, mixed> */
    private static function stop(string $db, string $order, ?string $point, int $hit, int $crons, string $then): array
    {
        static $turn = 0;
        $assume = $then === 'hold' ? self::ASSUME[$turn++ % count(self::ASSUME)] : '';

        return ['db' => $db, 'order' => $order, 'point' => $point, 'hit' => $hit, 'crons' => $crons, 'then' => $then, 'assume' => $assume];
    }
}
