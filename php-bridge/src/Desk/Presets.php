<?php

/** Policies to begin with: complete documents, modelled on what hosting companies promise in public. */

declare(strict_types=1);

namespace Makegood\Desk;

use Makegood\Engine\Json;

final class Presets
{
    private const ANNOUNCED_A_DAY_AHEAD = ['rule' => 'excludedIfAnnounced', 'noticeMs' => 86_400_000];

    /** @return list<array{id: string, name: string, summary: string, document: string}> the first is the one proposed */
    public static function all(): array
    {
        return [
            self::preset(
                'standard',
                'Standard, 99.9 %',
                'Below 99.9 % of the month the client gets 10 % of the monthly fee back, below 99 % 25 %, below 95 % half and below 90 % all of it;'
                    . ' maintenance announced a day ahead does not count.',
                self::ANNOUNCED_A_DAY_AHEAD,
                ['99.9' => '10', '99' => '25', '95' => '50', '90' => '100'],
            ),
            self::preset(
                'strict',
                'Strict, 99.99 %',
                'Four and a half minutes a month are all that is forgiven: 10 % below 99.99 %, 25 % below 99.9 %, half below 99 %, all below 95 %, and maintenance'
                    . ' counts as downtime.',
                ['rule' => 'counted'],
                ['99.99' => '10', '99.9' => '25', '99' => '50', '95' => '100'],
            ),
            self::preset(
                'simple',
                'Simple, one step',
                'One promise, one answer: below 99.9 % of the month the client gets 10 % of the monthly fee back, however long it lasted;'
                    . ' maintenance announced a day ahead does not count.',
                self::ANNOUNCED_A_DAY_AHEAD,
                ['99.9' => '10'],
            ),
            self::preset(
                'cautious',
                'Cautious, 99.5 %',
                'Begins with 5 % below 99.5 %, never gives more than a quarter of the monthly fee, keeps less than 1.00 in the common currencies for the next credit,'
                    . ' waits a week for late messages, and counts no maintenance.',
                ['rule' => 'excluded'],
                ['99.5' => '5', '99' => '10', '95' => '25'],
                [
                    'cap' => ['percent' => '25'],
                    'minimumPayout' => array_map(
                        static fn (string $currency): array => ['currency' => $currency, 'amount' => '1.00'],
                        ['AUD', 'CAD', 'CHF', 'EUR', 'GBP', 'NZD', 'USD'],
                    ),
                    'settleDelayMs' => 604_800_000,
                ],
            ),
        ];
    }

    /**
     * @param array<string, mixed>  $maintenance
     * @param array<string, string> $tiers       percent of the fee, by the availability below which it is given
     * @param array<string, mixed>  $more        further members of the document
     * @return array{id: string, name: string, summary: string, document: string}
     */
    private static function preset(string $id, string $name, string $summary, array $maintenance, array $tiers, array $more = []): array
    {
        $document = [
            'schema' => 1,
            'name' => $name,
            'zone' => 'UTC',
            'maintenance' => $maintenance,
            'schedule' => [
                'family' => 'uptimeTiers',
                'tiers' => array_map(
                    static fn (int|string $below, string $percent): array => ['below' => (string) $below, 'percent' => $percent],
                    array_keys($tiers),
                    $tiers,
                ),
            ],
        ] + $more;
        // People read and edit it.
        return ['id' => $id, 'name' => $name, 'summary' => $summary, 'document' => json_encode($document, Json::FLAGS | JSON_PRETTY_PRINT) . "\n"];
    }
}
