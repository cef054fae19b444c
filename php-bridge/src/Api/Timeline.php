<?php

/** Who saw what down when: of a service in a month, with what counts; or of one outage and the time around it. */

declare(strict_types=1);

namespace Makegood\Api;

use Makegood\Instant;
use Makegood\Ledger\Ledger;
use Makegood\Ledger\Lookups;

final class Timeline
{
    public const OUTAGES_MAX = 500;
    private const WINDOWS_MAX = 100;
    private const AROUND_MS = 900_000;

    private readonly Lookups $lookups;

    public function __construct(private readonly Ledger $ledger, private readonly Names $names)
    {
        $this->lookups = new Lookups($ledger->db);
    }

    /** @return array<string, mixed> @throws NotFound */
    public function ofService(string $serviceId, string $period, ?string $forClient): array
    {
        if (!Month::isOne($period)) {
            throw new NotFound('There is no such month.');
        }
        $result = $this->result($serviceId, $period);
        if ($forClient !== null && ($result['client'] ?? null) !== $forClient) {
            $result = null; // the month is judged for whoever had the service first
        }
        [$from, $to] = $result === null
            ? [Instant::monthStart($period), Instant::monthEnd($period)]
            : [Instant::ms($result['from']), Instant::ms($result['to'])];
        $windows = $this->windows($serviceId, $forClient, $from, $to);
        if ($windows === [] && $result === null) {
            throw new NotFound('There was no such service in that month.');
        }
        [$rows, $more] = $windows === [] ? [[], 0] : $this->lookups->outagesWithin($windows, $forClient !== null, self::OUTAGES_MAX);
        $client = $forClient ?? $result['client'] ?? $this->lookups->clientOfService($serviceId);
        return [
            'subject' => 'service:' . $serviceId,
            'label' => $this->names->service($serviceId, $client),
            'period' => $period,
            'from' => Instant::iso($from),
            'to' => Instant::iso($to),
            'lanes' => $this->lanes($rows, $forClient !== null),
            'outages' => self::outages($rows, array_column($result['counted'] ?? [], null, 'outage')),
            'excluded' => array_map(static fn (array $args): array => [
                'from' => $args['from'], 'to' => $args['to'], 'ms' => $args['ms'], 'reason' => $args['reason'],
            ], Answers::steps($result ?? [], 'excluded')),
            'availability' => $result['availability'] ?? null,
            'downtimeMs' => $result['downtimeMs'] ?? null,
            'more' => $more,
        ];
    }

    /** @return array<string, mixed> @throws NotFound */
    public function ofOutage(string $outageId): array
    {
        $outage = $this->lookups->outage($outageId) ?? throw new NotFound('There is no such outage.');
        [$subject, $from, $to] = [(string) $outage['subject'], (int) $outage['from_ms'], (int) $outage['to_ms']];
        $around = max(intdiv($to - $from, 4), self::AROUND_MS);
        [$from, $to] = [$from - $around, $to + $around];
        [$rows, $more] = $this->lookups->outagesWithin([[$subject, $from, $to]], false, self::OUTAGES_MAX);
        return [
            'subject' => $subject,
            'label' => $this->names->subject($subject),
            'period' => Instant::month((int) $outage['from_ms']),
            'from' => Instant::iso($from),
            'to' => Instant::iso($to),
            'lanes' => $this->lanes($rows, false),
            'outages' => self::outages($rows, []),
            'excluded' => [],
            'availability' => null,
            'downtimeMs' => null,
            'more' => $more,
        ];
    }

    /** What is to be decided, else what was settled last. @return array<string, mixed>|null */
    private function result(string $serviceId, string $period): ?array
    {
        $settlement = $this->ledger->settlements->of($serviceId, $period);
        if ($settlement !== null && !$settlement['final']) {
            $client = Answers::result($settlement['answer'], $serviceId, $period)['client'] ?? null;
            foreach ($client === null ? [] : $this->ledger->forecasts->ofClient($client) as $forecast) {
                $result = Answers::result((string) $forecast['answer'], $serviceId, $period);
                if ($result !== null) {
                    return $result;
                }
            }
        }
        $answer = $settlement['answer'] ?? $this->lookups->entryAnswer($serviceId, $period);
        return $answer === null ? null : Answers::result($answer, $serviceId, $period);
    }

    /** @return list<array{string, int, int}> the service itself, and each server while the service was on it */
    private function windows(string $serviceId, ?string $onlyClient, int $fromMs, int $toMs): array
    {
        $windows = [];
        $spans = array_filter(
            $this->ledger->spans->ofService($serviceId, $fromMs, $toMs),
            static fn (array $span): bool => $onlyClient === null || (string) $span['client_id'] === $onlyClient,
        );
        foreach (array_slice($spans, 0, self::WINDOWS_MAX) as $span) {
            $from = max((int) $span['from_ms'], $fromMs);
            $to = $span['to_ms'] === null ? $toMs : min((int) $span['to_ms'], $toMs);
            $windows[] = ['service:' . $serviceId, $from, $to];
            if ($span['server'] !== null) {
                $windows[] = ['server:' . $span['server'], $from, $to];
            }
        }
        return $windows;
    }

    /**
     * One lane for each monitor and target.
     *
     * @param list<array<string, mixed>> $rows outages
     * @return list<array<string, mixed>>
     */
    private function lanes(array $rows, bool $forClient): array
    {
        $lanes = [];
        foreach ($rows as $row) {
            foreach (Answers::votes((array) json_decode((string) $row['answer'], true)) as $vote) {
                $lane = &$lanes[$vote['source'] . '/' . $vote['target']];
                $lane ??= ['source' => (string) $vote['source'], 'target' => (string) $vote['target'], 'group' => (string) $vote['group'], 'votes' => []];
                // Two outages of one episode list the same vote.
                $lane['votes'][$vote['from'] . $vote['to']] = [
                    'from' => $vote['from'], 'to' => $vote['to'], 'end' => $vote['end'], 'inexact' => (bool) $vote['inexact'],
                ];
                unset($lane);
            }
        }
        usort($lanes, static fn (array $a, array $b): int => [(int) $a['source'], $a['target']] <=> [(int) $b['source'], $b['target']]);
        $labels = $forClient ? [] : $this->lookups->targetLabels(array_map(static fn (array $lane): array => [$lane['source'], $lane['target']], $lanes));
        return array_map(fn (array $lane, int $i): array => [
            'name' => $forClient ? 'Monitor ' . ($i + 1) : $this->names->source($lane['source']),
            'group' => $forClient ? null : $lane['group'],
            'target' => $forClient ? null : $labels[$lane['source'] . '/' . $lane['target']] ?? $lane['target'],
            'votes' => self::sorted($lane['votes']),
        ], $lanes, array_keys($lanes));
    }

    /** @param array<string, array<string, mixed>> $votes @return list<array<string, mixed>> */
    private static function sorted(array $votes): array
    {
        usort($votes, static fn (array $a, array $b): int => Instant::ms($a['from']) <=> Instant::ms($b['from']));
        return $votes;
    }

    /**
     * @param list<array<string, mixed>> $rows
     * @param array<string, array<string, mixed>> $counted by outage
     * @return list<array<string, mixed>>
     */
    private static function outages(array $rows, array $counted): array
    {
        return array_map(static function (array $row) use ($counted): array {
            $key = (string) $row['outage_key'];
            return [
                'id' => $key,
                'from' => Instant::iso((int) $row['from_ms']),
                'to' => Instant::iso((int) $row['to_ms']),
                'open' => (bool) $row['open'],
                'status' => (string) $row['status'],
                'reason' => (string) $row['reason'],
            ] + Answers::quorum((array) json_decode((string) $row['answer'], true)) + [
                'countedMs' => $counted[$key]['countedMs'] ?? null,
                'excludedMs' => $counted[$key]['excludedMs'] ?? null,
            ];
        }, $rows);
    }
}
