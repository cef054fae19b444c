<?php

/**
 * The yardstick: `settle` as a careful module author would write it by hand in PHP with bcmath. Same request, same answer.
 * Used only by the benchmark and its equality check; nothing that is shipped loads it.
 * `tuned` is the same by somebody who has measured: strtotime is a third of the time or more, cutting a text by place is not.
 */

declare(strict_types=1);

namespace Makegood\Bench;

require_once __DIR__ . '/plain_time.php';

/** Computes the answer of one settle request that is known to be valid. */
final class PlainSettle
{
    private const DECIMALS = ['USD' => 2, 'EUR' => 2, 'BRL' => 2, 'JPY' => 0, 'KWD' => 3];
    private const DELAY_MS = 259200000;

    private array $documents;
    private array $zones;
    private array $clients;
    private array $steps;
    private string $rate;

    private function __construct(private readonly array $request)
    {
        $this->documents = array_column($request['policies'], 'document', 'hash');
        $this->zones = array_column($request['zones'], 'offsets', 'name');
        $this->clients = array_column($request['clients'], null, 'id');
    }

    /** Request JSON in, answer JSON out. */
    public static function answer(string $json): string
    {
        $run = new self(json_decode($json, true, 64, JSON_THROW_ON_ERROR));
        $results = array_map($run->service(...), $run->request['services']);
        return json_encode(['ok' => true, 'results' => $results, 'warnings' => []], JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
    }

    /** The same with times read by gmmktime(substr(…)). */
    public static function tuned(string $json): string
    {
        PlainTime::$tuned = true;
        try {
            return self::answer($json);
        } finally {
            PlainTime::$tuned = false;
        }
    }

    private function service(array $service): array
    {
        $this->steps = [];
        $this->rate = '0';
        $client = &$this->clients[$service['client']];
        $decimals = self::DECIMALS[$client['currency']];
        [$hash, $document, $offsets, $start, $end, $bound] = $this->bind($service);
        $due = $end + ($document['settleDelayMs'] ?? self::DELAY_MS);
        $final = PlainTime::ms($this->request['asOf']) >= $due;
        $this->step('period', ['month' => $service['period'], 'from' => PlainTime::iso($start), 'to' => PlainTime::iso($end),
            'zone' => $document['zone'] ?? 'UTC']);
        $time = ['totalMs' => 0, 'downtimeMs' => 0, 'excludedMs' => 0, 'availability' => null, 'counted' => []];
        $entitlement = ['0', '0', '0'];
        if ($hash === null) {
            $this->step('noPolicy', new \stdClass());
        } else {
            $this->step('policy', ['hash' => $hash, 'name' => $document['name'], 'boundAt' => PlainTime::iso($bound)]);
            $time = (new PlainTime($this->request, $service, $document, $start, $end))->count($this->step(...));
            $entitlement = $this->entitlement($service, $document, PlainTime::civilDate($bound, $offsets), $time, $decimals);
        }
        $money = fn (array $parts): array => array_combine(['net', 'tax', 'gross'], array_map(fn ($p) => bcadd($p, '0', $decimals), $parts));
        $head = ['service' => $service['id'], 'client' => $service['client'], 'currency' => $client['currency'],
            'period' => $service['period'], 'from' => PlainTime::iso($start), 'to' => PlainTime::iso($end), 'dueAt' => PlainTime::iso($due),
            'final' => $final, 'policy' => $hash] + array_slice($time, 0, 4)
            + ['entitlement' => $money($entitlement) + ['rate' => $this->rate]];
        $ledger = $this->ledger($service, $document, $client, $entitlement, $final, $decimals, $money);
        return $head + $ledger + ['counted' => $time['counted'], 'steps' => $this->steps];
    }

    /** The policy in force: [hash, document, offsets, period start, period end, bound instant]. */
    private function bind(array $service): array
    {
        $rules = array_reverse($service['assignments']);
        usort($rules, fn ($a, $b) => [$b['scope'], PlainTime::ms($b['from'])] <=> [$a['scope'], PlainTime::ms($a['from'])]);
        $active = null;
        foreach ($service['spans'] as $span) {
            if ($span['state'] === 'active') {
                $active = PlainTime::ms($span['from']);
                break;
            }
        }
        foreach ($rules as $rule) {
            $document = $this->documents[$rule['policy']];
            $offsets = $this->zones[$document['zone']];
            [$start, $end] = PlainTime::month($service['period'], $offsets);
            $bound = $active !== null && $active < $end ? max($start, $active) : $start;
            if (PlainTime::ms($rule['from']) <= $bound) {
                return [$rule['policy'], $document, $offsets, $start, $end, $bound];
            }
        }
        [$start, $end] = PlainTime::month($service['period'], [['from' => null, 'seconds' => 0]]);
        return [null, null, null, $start, $end, $start];
    }

    /** @return list<string> net, tax, gross */
    private function entitlement(array $service, array $document, string $day, array $time, int $decimals): array
    {
        if ($time['totalMs'] === 0) {
            $this->step('noService', new \stdClass());
            return ['0', '0', '0'];
        }
        $line = $this->fee($service, $day);
        if ($line === null) {
            $this->step('noFee', new \stdClass());
            return ['0', '0', '0'];
        }
        $paid = bcadd($line['amount'], '0', $decimals);
        if (isset($line['tax'])) {
            $sum = array_reduce($line['tax']['rates'], fn ($s, $r) => bcadd($s, $r, 9), '0');
            $this->rate = self::shortest($sum);
            if ($line['tax']['mode'] === 'exclusive') {
                $paid = bcadd($paid, self::halfUp(bcmul($paid, $sum, 12), '100', $decimals), $decimals);
            }
        }
        $this->step('fee', ['source' => $line['source'], 'id' => $line['id'], 'gross' => $paid, 'months' => $line['months']]);
        $percent = $this->tier($document, $time);
        $base = (string) (100 * $line['months']);
        $gross = self::halfUp(bcmul($paid, $percent, 12), $base, $decimals);
        $this->step('credit', ['gross' => $gross]);
        $cap = $document['cap']['percent'] ?? '100';
        $most = bcdiv(bcmul($paid, $cap, 12), $base, $decimals);
        if (bccomp($most, $gross, $decimals) < 0) {
            $gross = $most;
            $this->step('cap', ['percent' => self::shortest($cap), 'gross' => $gross]);
        }
        $net = self::halfUp(bcmul($gross, '100', $decimals), bcadd('100', $this->rate, 9), $decimals);
        $tax = bcsub($gross, $net, $decimals);
        $this->step('taxSplit', ['net' => $net, 'tax' => $tax, 'rate' => $this->rate]);
        return [$net, $tax, $gross];
    }

    /** The charge that covers the day, else the recurring amount, else null. */
    private function fee(array $service, string $day): ?array
    {
        $charges = $service['charges'];
        usort($charges, fn ($a, $b) => [$a['from'], $a['id']] <=> [$b['from'], $b['id']]);
        foreach ($charges as $charge) {
            if ($charge['from'] <= $day && $day < PlainTime::addMonths($charge['from'], $charge['months'])) {
                return ['source' => 'charge'] + $charge;
            }
        }
        return isset($service['recurring']) ? ['source' => 'recurring', 'id' => ''] + $service['recurring'] : null;
    }

    private function tier(array $document, array $time): string
    {
        $up = bcmul((string) ($time['totalMs'] - $time['downtimeMs']), '100');
        $hit = null;
        foreach ($document['schedule']['tiers'] as $tier) {
            if (bccomp($up, bcmul($tier['below'], (string) $time['totalMs'], 9), 9) < 0) {
                $hit = $tier;
            }
        }
        if ($hit === null) {
            $this->step('noTier', new \stdClass());
            return '0';
        }
        $this->step('tier', ['below' => self::shortest($hit['below']), 'percent' => self::shortest($hit['percent'])]);
        return $hit['percent'];
    }

    private function ledger(array $service, ?array $document, array &$client, array $wanted, bool $final, int $decimals, callable $money): array
    {
        $held = ['0', '0', '0'];
        foreach ($service['entries'] as $e) {
            $held = array_map(fn ($sum, $part) => bcadd($sum, $part, $decimals), $held, [$e['net'], $e['tax'], $e['gross']]);
        }
        $delta = array_map(fn ($want, $have) => bcsub($want, $have, $decimals), $wanted, $held);
        if ($service['entries'] !== []) {
            $this->step('ledger', $money($held) + ['entries' => count($service['entries'])]);
        }
        $this->step('adjustment', $money($delta));
        $before = $after = bcadd($client['carry'], '0', $decimals);
        $revision = $client['revision'];
        if (bccomp($before, '0', $decimals) !== 0) {
            $this->step('carryIn', ['amount' => $before]);
        }
        $adjustment = $posting = null;
        $route = 'none';
        if (bccomp($delta[0], '0', $decimals) !== 0 || bccomp($delta[1], '0', $decimals) !== 0 || bccomp($delta[2], '0', $decimals) !== 0) {
            $adjustment = ['n' => count($service['entries']) + 1, 'kind' => 'sla'] + $money($delta) + ['rate' => $this->rate];
            $after = bcadd($before, $delta[2], $decimals);
            $posting = $this->posting($document, $client['currency'], $after, $decimals);
            $route = $posting === null ? 'carry' : (in_array('accountCredit', $this->request['capabilities']['routes'], true) ? 'accountCredit' : 'review');
            $after = bcsub($after, $posting ?? '0', $decimals);
            if ($final) {
                $client['carry'] = $after;
                $client['revision']++;
            }
        }
        if (bccomp($after, '0', $decimals) !== 0) {
            $this->step('carryOut', ['amount' => $after]);
        }
        return ['adjustment' => $adjustment, 'route' => $route, 'posting' => $posting, 'carryBefore' => $before, 'carryAfter' => $after, 'revision' => $revision];
    }

    private function posting(?array $document, string $currency, string $available, int $decimals): ?string
    {
        if (bccomp($available, '0', $decimals) <= 0) {
            return null;
        }
        foreach ($document['minimumPayout'] ?? [] as $minimum) {
            if ($minimum['currency'] === $currency && bccomp($available, $minimum['amount'], $decimals) < 0) {
                $this->step('belowMinimum', ['minimum' => bcadd($minimum['amount'], '0', $decimals)]);
                return null;
            }
        }
        $scales = array_column($this->request['capabilities']['postableScale'] ?? [], 'scale', 'currency');
        $posting = bcadd(bcadd($available, '0', min($decimals, $scales[$currency] ?? $decimals)), '0', $decimals);
        if (bccomp($posting, '0', $decimals) === 0) {
            return null;
        }
        $this->step('posting', ['amount' => $posting]);
        return $posting;
    }

    private function step(string $key, array|\stdClass $args): void
    {
        $this->steps[] = ['key' => $key, 'args' => $args];
    }

    /** Non-negative $numerator / $denominator at $decimals, ties up: one division, one rounding. */
    private static function halfUp(string $numerator, string $denominator, int $decimals): string
    {
        $power = bcpow('10', (string) $decimals);
        $units = bcdiv(bcadd(bcmul(bcmul($numerator, '2', 16), $power, 16), $denominator, 16), bcmul($denominator, '2', 9), 0);
        return bcdiv($units, $power, $decimals);
    }

    private static function shortest(string $decimal): string
    {
        return str_contains($decimal, '.') ? rtrim(rtrim($decimal, '0'), '.') : $decimal;
    }
}
