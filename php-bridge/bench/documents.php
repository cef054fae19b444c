<?php

/** Makes settle requests from a fixed seed: the same documents on every machine. Amounts are made as texts, from integers. */

declare(strict_types=1);

namespace Makegood\Bench;

final class Documents
{
    private const DAY_MS = 86400000;
    private const MARCH_MS = 1772323200000;
    private const CURRENCIES = ['USD' => 2, 'EUR' => 2, 'BRL' => 2, 'JPY' => 0, 'KWD' => 3];
    private const ZONES = [
        ['name' => 'UTC', 'tzdata' => '2026a', 'offsets' => [['from' => null, 'seconds' => 0]]],
        ['name' => 'America/Sao_Paulo', 'tzdata' => '2026a', 'offsets' => [['from' => null, 'seconds' => -10800]]],
        ['name' => 'Europe/Berlin', 'tzdata' => '2026a', 'offsets' => [['from' => null, 'seconds' => 3600], ['from' => '2026-03-29T01:00:00Z', 'seconds' => 7200]]],
    ];

    /** @return list<string> $count requests, each different */
    public static function make(int $count, int $seed = 20260304): array
    {
        mt_srand($seed);
        return array_map(static fn (): string => self::json(self::request(mt_rand(0, 24), mt_rand(1, 3))), range(1, $count));
    }

    /** The document that is measured: one service, $outages outages, all in its month: a day apart while there are days. */
    public static function measured(int $outages = 20): string
    {
        mt_srand(7);
        $request = self::request(20, 1); // the rest is the same, however many there are
        $request['outages'] = [];
        $apart = $outages > 30 ? intdiv(30 * self::DAY_MS, $outages) : self::DAY_MS;
        for ($i = 0; $i < $outages; $i++) {
            $from = self::MARCH_MS + $i * $apart + 3600000;
            $request['outages'][] = ['id' => "server:1/$from", 'subject' => 'server:1', 'from' => PlainTime::iso($from), 'to' => PlainTime::iso($from + 900000 + 1000 * $i)];
        }
        $request['services'][0]['spans'] = [self::span('2025-06-01T00:00:00Z', null, '1', 'active')];
        $request['services'][0]['period'] = '2026-03';
        return self::json($request);
    }

    /** A month of a hosting company in one request: $services services of 400 clients on 50 servers, 200 outages of servers. */
    public static function company(int $services = 1000): string
    {
        mt_srand(11);
        $request = self::request(0, 0);
        $request['asOf'] = '2026-04-10T00:00:00Z';
        [$hash, $currency] = [$request['policies'][0]['hash'], $request['clients'][0]['currency']];
        $decimals = self::CURRENCIES[$currency];
        for ($i = 0; $i < 200; $i++) {
            $from = self::MARCH_MS + mt_rand(0, 31 * 86400 - 9000) * 1000;
            $subject = 'server:' . (1 + $i % 50);
            $request['outages'][] = ['id' => "$subject/$from", 'subject' => $subject, 'from' => PlainTime::iso($from), 'to' => PlainTime::iso($from + mt_rand(60, 9000) * 1000)];
        }
        $client = static fn (int $n): array => ['id' => (string) $n, 'currency' => $currency, 'revision' => 0, 'carry' => self::amount(0, $decimals)];
        $request['clients'] = array_map($client, range(1, min($services, 400)));
        $request['services'] = array_map(static function (int $n) use ($hash, $decimals): array {
            $spans = [self::span('2025-06-01T00:00:00Z', null, (string) (1 + $n % 50), 'active')];
            return ['client' => (string) (1 + $n % 400), 'period' => '2026-03', 'spans' => $spans] + self::service((string) (1000 + $n), $hash, $decimals);
        }, range(0, $services - 1));
        return self::json($request);
    }

    private static function request(int $outages, int $services): array
    {
        $currency = self::pick(array_keys(self::CURRENCIES));
        $decimals = self::CURRENCIES[$currency];
        $hash = bin2hex(pack('V*', ...array_map(static fn (): int => mt_rand(), range(1, 8))));
        $made = [];
        for ($i = 0; $i < $outages; $i++) {
            $made[] = self::outage($i);
        }
        return [
            'contract' => 1, 'command' => 'settle', 'asOf' => self::pick(['2026-04-10T00:00:00Z', '2026-04-04T00:00:00Z', '2026-03-20T11:12:13.456Z']),
            'capabilities' => ['routes' => self::pick([['accountCredit'], ['accountCredit'], []]), 'postableScale' => [['currency' => 'KWD', 'scale' => 2]]],
            'zones' => self::ZONES, 'policies' => [['hash' => $hash, 'document' => self::document($currency, $decimals)]], 'outages' => $made,
            'maintenance' => mt_rand(0, 1) ? [self::window('m1'), self::window('m2')] : [],
            'clients' => [['id' => '5', 'currency' => $currency, 'revision' => mt_rand(0, 9), 'carry' => self::amount(mt_rand(-300, 300), $decimals)]],
            'services' => array_map(static fn (int $n): array => self::service((string) (16 + $n), $hash, $decimals), $services > 0 ? range(1, $services) : []),
        ];
    }

    private static function document(string $currency, int $decimals): array
    {
        $document = ['schema' => 1, 'name' => 'Plan ' . mt_rand(1, 99), 'zone' => self::pick(self::ZONES)['name'],
            'maintenance' => self::pick([['rule' => 'counted'], ['rule' => 'excluded'], ['rule' => 'excludedIfAnnounced', 'noticeMs' => self::DAY_MS]]),
            'schedule' => ['family' => 'uptimeTiers', 'tiers' => [['below' => '99.95', 'percent' => (string) mt_rand(1, 9)],
                ['below' => '99.9', 'percent' => '10.5'], ['below' => '99.50', 'percent' => '25'], ['below' => '97', 'percent' => '100']]]];
        return $document + self::pick([[], ['cap' => ['percent' => '30']], ['cap' => ['percent' => '12.345']]])
            + self::pick([[], ['minimumPayout' => [['currency' => $currency, 'amount' => self::amount(100, $decimals)]]]])
            + self::pick([[], ['settleDelayMs' => 0], ['settleDelayMs' => 604800000]]);
    }

    private static function service(string $id, string $hash, int $decimals): array
    {
        $tax = self::pick([null, ['mode' => 'exclusive', 'rates' => ['19']], ['mode' => 'inclusive', 'rates' => ['5', '9.975']]]);
        $line = static fn (): array => ['months' => self::pick([1, 3, 12]), 'amount' => self::amount(mt_rand(0, 99999), $decimals), 'tax' => $tax];
        $entries = [];
        for ($n = 1; $n <= mt_rand(0, 2); $n++) {
            [$net, $part] = [mt_rand(-50, 90), mt_rand(0, 9)];
            $entries[] = ['n' => $n, 'net' => self::amount($net, $decimals), 'tax' => self::amount($part, $decimals), 'gross' => self::amount($net + $part, $decimals)];
        }
        return ['id' => $id, 'client' => '5', 'period' => '2026-03', 'spans' => self::spans(),
            'assignments' => [['scope' => self::pick(['product', 'service']), 'policy' => $hash, 'from' => self::pick(['2025-01-01T00:00:00Z', '2025-01-01T00:00:00Z', '2026-03-20T00:00:00Z'])]],
            'charges' => mt_rand(0, 3) ? [['id' => 'invoice:7/12', 'from' => self::pick(['2026-03-01', '2026-02-15', '2025-12-31'])] + $line()] : [],
            'recurring' => mt_rand(0, 3) ? $line() : null, 'entries' => $entries];
    }

    private static function spans(): array
    {
        return self::pick([
            [self::span('2025-06-01T00:00:00Z', null, '1', 'active')],
            [self::span('2025-06-01T00:00:00Z', '2026-03-15T12:00:00Z', '1', 'active'), self::span('2026-03-15T12:00:00Z', null, '2', 'active')],
            [self::span('2025-06-01T00:00:00Z', '2026-03-11T00:00:00Z', '1', 'active'), self::span('2026-03-11T00:00:00Z', '2026-03-17T00:00:00Z', '1', 'suspended'),
                self::span('2026-03-17T00:00:00Z', null, '1', 'active')],
            [self::span('2026-03-10T08:30:00Z', null, '2', 'active')],
            [self::span('2025-06-01T00:00:00Z', '2026-02-11T00:00:00Z', '1', 'active')],
        ]);
    }

    private static function span(string $from, ?string $to, string $server, string $state): array
    {
        return ['from' => $from, 'to' => $to, 'server' => $server, 'state' => $state];
    }

    private static function outage(int $i): array
    {
        $from = self::MARCH_MS + mt_rand(-1000, 31 * 86400) * 1000 + (mt_rand(0, 1) ? mt_rand(0, 999) : 0);
        $subject = self::pick(['server:1', 'server:1', 'server:2', 'service:17', 'server:3']);
        return ['id' => "$subject/$from/$i", 'subject' => $subject, 'from' => PlainTime::iso($from), 'to' => PlainTime::iso($from + mt_rand(1, 9000) * self::pick([1, 100, 1000]))];
    }

    private static function window(string $id): array
    {
        $from = self::MARCH_MS + mt_rand(0, 30) * self::DAY_MS;
        $announced = self::pick([$from - self::DAY_MS, $from - self::DAY_MS + 1, null]);
        return ['id' => $id, 'subject' => self::pick(['*', 'server:1', 'service:17']), 'from' => PlainTime::iso($from), 'to' => PlainTime::iso($from + mt_rand(1, 48) * 3600000),
            'announcedAt' => $announced === null ? null : PlainTime::iso($announced)];
    }

    /** Minor units to the contract's text. */
    private static function amount(int $units, int $decimals): string
    {
        $digits = str_pad((string) abs($units), $decimals + 1, '0', STR_PAD_LEFT);
        $text = $decimals > 0 ? substr($digits, 0, -$decimals) . '.' . substr($digits, -$decimals) : $digits;
        return ($units < 0 ? '-' : '') . $text;
    }

    private static function pick(array $choices): mixed
    {
        return $choices[mt_rand(0, count($choices) - 1)];
    }

    private static function json(array $request): string
    {
        return json_encode($request, JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR);
    }
}
