<?php

/** Messages without a time of their own are known by their arrival only: such an outage is paid when a person accepts it, not before. */

declare(strict_types=1);

namespace MakegoodFaults;

use Makegood\Desk\Desk;
use Makegood\Engine\Engine;
use Makegood\Run\Settings;

final class Untimed
{
    /** @return list<string> what is wrong */
    public static function faults(Engine $engine, string $dataDir): array
    {
        return [...self::monitor($engine, $dataDir, true), ...self::monitor($engine, $dataDir, false), ...self::half($engine, $dataDir)];
    }

    /** A trusted single monitor that sends no times: even trust does not make arrival exact. @return list<string> */
    private static function monitor(Engine $engine, string $dataDir, bool $accept): array
    {
        $run = new OrderRun($engine, $dataDir, true);
        $down = self::message(Messages::ROBOT, '779912345', false, '2026-03-25 02:00:00', false);
        $up = self::message(Messages::ROBOT, '779912345', true, '2026-03-25 12:00:00', false);
        $run->live([$down, $up, $up], Messages::ms('2026-04-10 06:00:00'));

        $faults = $run->faults;
        $precision = array_unique(array_column($run->ledger->db->rows('SELECT precision_word FROM mod_makegood_observations'), 'precision_word'));
        $precision === ['received'] || $faults[] = 'observations are marked ' . implode(', ', $precision);
        $run->sums() === [] || $faults[] = 'money moved before anybody accepted: ' . json_encode($run->sums());
        $cases = $run->ledger->cases->all(10, 'open');
        if (count($cases) !== 1 || $cases[0]['reason'] !== 'receivedTime') {
            return [...$faults, 'open cases: ' . json_encode(array_column($cases, 'reason'))];
        }
        $desk = new Desk($run->panel, $engine, $run->ledger, new Settings($dataDir));
        $accept ? $desk->acceptCase((string) $cases[0]['id'], 'admin:1') : $desk->refuseCase((string) $cases[0]['id'], 'admin:1');
        $run->cron();
        $run->cron();
        $paid = array_keys($run->sums());
        $paid === ($accept ? ['4/2026-03'] : []) || $faults[] = ($accept ? 'accepted' : 'refused') . ', paid: ' . json_encode($paid);

        return [...$faults, ...$run->faults, ...$run->imbalances()];
    }

    /** One of two monitors sends no times: without it there is no quorum, so what both saw waits, too. @return list<string> */
    private static function half(Engine $engine, string $dataDir): array
    {
        $run = new OrderRun($engine, $dataDir, true);
        $run->live([
            self::message(Messages::PINGDOM, '803318', false, '2026-03-11 02:00:00', true), self::message(Messages::KUMA, '29', false, '2026-03-11 02:01:00', false),
            self::message(Messages::PINGDOM, '803318', true, '2026-03-11 12:00:00', true), self::message(Messages::KUMA, '29', true, '2026-03-11 12:01:00', false),
        ], Messages::ms('2026-04-10 06:00:00'));
        $reasons = array_values(array_unique(array_column($run->ledger->cases->all(10, 'open'), 'reason')));
        $faults = $run->sums() === [] ? [] : ['half of the quorum had no time, yet money moved'];

        return [...$run->faults, ...$faults, ...($reasons === ['receivedTime'] ? [] : ['half: open cases ' . json_encode($reasons)])];
    }

    /** @return array{source: int, at: int, type: string, body: string, received: int} */
    private static function message(int $source, string $target, bool $up, string $at, bool $timed): array
    {
        return Messages::of($source, $target, $up, Messages::ms($at), $timed) + ['received' => Messages::ms($at) + 3000];
    }
}
