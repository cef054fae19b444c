<?php

/** Which members of a policy document a form asks for, in the order of the form: the common ones of each schema, and those of each family. */

declare(strict_types=1);

namespace Makegood\Desk;

use Makegood\Ledger\Policies;

final class PolicyFields
{
    private const PER = ['period' => 'of the month', 'incident' => 'of each outage'];
    private const ROUND = ['up' => 'begun units count', 'down' => 'full units count', 'proportional' => 'in proportion'];
    private const EDGE = ['below' => 'below it only', 'atOrBelow' => 'at it, too'];
    private const MAINTENANCE = ['counted' => 'counts as downtime', 'excluded' => 'does not count', 'excludedIfAnnounced' => 'does not count when announced'];
    private const RULES = ['exact' => 'to the millisecond', 'wholeMinutes' => 'whole minutes', 'touchedMinutes' => 'minutes begun', 'consecutiveMinutes' => 'whole minutes in runs of',
        'longOutages' => 'outages from … on', 'wholeSlots' => 'slots wholly down of', 'touchedSlots' => 'slots touched of'];
    private const EXCUSES = ['unpaid' => 'unpaid', 'abuse' => 'abuse', 'client' => 'the client\'s own doing', 'forceMajeure' => 'force majeure', 'thirdParty' => 'third parties'];
    private const FORFEITS = ['cancelled' => 'cancelled', 'unpaid' => 'unpaid', 'chargeback' => 'chargeback', 'discounted' => 'discounted'];
    private const CAPS = ['period' => 'At most in a month', 'incident' => 'At most for an outage', 'year' => 'At most in a year', 'client' => 'At most for a client'];

    /**
     * @return array<string, list<array<string, mixed>>> legend → fields: path, kind, label, and by kind words (value → text), default, columns
     */
    public static function of(Document $document): array
    {
        if ($document->at('kind') === Policies::REFUND) {
            return RefundFields::of($document);
        }
        $groups = ['' => [self::field('name', 'text', 'Name'), self::field('zone', 'text', 'Time zone')]];
        $groups += self::promise($document, 'schedule', 'What is promised');
        return $groups + ($document->at('schema') === 1 ? self::first() : self::second());
    }

    /** @return array<string, list<array<string, mixed>>> */
    private static function promise(Document $document, string $path, string $legend): array
    {
        $groups = [$legend => self::family((string) self::word($document->at($path . '.family')), $path)];
        $components = $document->at($path . '.of');
        foreach (is_array($components) ? array_keys($components) : [] as $place) {
            $part = $path . '.of[' . $place . ']';
            $name = 'Part ' . ($place + 1);
            $groups[$name] = [
                self::field($part . '.name', 'text', 'Its name'),
                ...self::family((string) self::word($document->at($part . '.schedule.family')), $part . '.schedule'),
                self::field($part . '.cap.percent', 'percent', 'At most, % of the fee'),
            ];
        }
        return $groups;
    }

    /** @return list<array<string, mixed>> */
    private static function family(string $family, string $at): array
    {
        $per = self::choice($at . '.per', 'Of', self::PER);
        $round = self::choice($at . '.round', 'Parts of a unit', self::ROUND);
        $beyond = self::field($at . '.beyondMs', 'length', 'Only beyond');
        $below = self::field($at . '.below', 'percent', 'Below an uptime of, %');
        $unit = self::field($at . '.unitMs', 'length', 'For each');
        $share = self::field($at . '.share', 'share', 'Credit');
        $tiers = [
            ['columns' => [self::field('below', 'percent', 'Uptime below, %'), self::field('percent', 'percent', 'Credit, % of the fee')]] + self::field($at . '.tiers', 'rows', 'Tiers'),
            self::choice($at . '.edge', 'An uptime just at an edge', self::EDGE, 'below'),
        ];
        return match ($family) {
            'uptimeTiers' => $tiers,
            'rollingYear' => [self::field($at . '.days', 'number', 'Days looked back', '365'), ...$tiers],
            'perUnit' => [$share, $unit, $per, $round, $beyond, $below],
            'ladder' => [$per, ['columns' => [self::field('fromMs', 'length', 'Down for at least'), self::field('share', 'share', 'Credit')]] + self::field($at . '.steps', 'rows', 'Steps')],
            'multiple' => [self::field($at . '.factor', 'percent', 'Times the downtime'), $per, $beyond, self::field($at . '.beyond', 'percent', 'Only beyond what this uptime allows, %'),
                self::field($at . '.decimals', 'number', 'Decimals of the share')],
            'perStep' => [$below, self::field($at . '.step', 'percent', 'For each step of, % points'), self::field($at . '.percent', 'percent', 'Credit, % of the fee'), $round],
            'flat' => [$share, $below, self::field($at . '.incidentMs', 'length', 'Or for each outage of at least'), self::field($at . '.most', 'number', 'So often at most')],
            'proportional' => [$below],
            'extension' => [$unit, self::field($at . '.factor', 'percent', 'Prolonged by, × the downtime'), $per, $round, $beyond],
            'components' => [self::choice($at . '.stack', 'Credits of the parts', ['sum' => 'are added', 'largest' => 'the largest counts'])],
            default => [],
        };
    }

    /** @return array<string, list<array<string, mixed>>> schema 1 */
    private static function first(): array
    {
        return [
            'Maintenance' => [self::choice('maintenance.rule', 'Maintenance', self::MAINTENANCE, 'counted'), self::field('maintenance.noticeMs', 'length', 'Announced ahead by')],
            'Limits and time' => [
                self::field('cap.percent', 'percent', 'At most in a month, % of the fee', '100'),
                self::field('minimumPayout', 'amounts', 'Paid from'),
                self::field('settleDelayMs', 'length', 'Decided after the month\'s end by', '3 d'),
            ],
        ];
    }

    /** @return array<string, list<array<string, mixed>>> schema 2 */
    private static function second(): array
    {
        $caps = [];
        foreach (self::CAPS as $per => $label) {
            $caps[] = self::field('caps.' . $per, 'cap', $label . ', % of the fee', $per === 'period' ? '100' : '');
        }
        return [
            'What counts as downtime' => [
                self::choice('counting.rule', 'Counted', self::RULES, 'exact'), self::field('counting.minutes', 'number', 'Minutes of a run, outage or slot'),
                self::field('counting.minimumMs', 'length', 'Outages shorter than this do not count'), self::field('counting.graceMs', 'length', 'Of each outage the first do not count'),
                self::choice('counting.clock', 'The clock starts', ['outage' => 'with the outage', 'report' => 'with the client\'s report'], 'outage'),
                self::choice('counting.affected', 'Partly affected', ['whole' => 'counts as down', 'share' => 'counts by its share'], 'whole'),
            ],
            'What does not count' => [
                self::choice('counting.maintenance.rule', 'Maintenance', self::MAINTENANCE, 'counted'), self::field('counting.maintenance.noticeMs', 'length', 'Announced ahead by'),
                self::field('counting.maintenance.quotaMs', 'length', 'At most so much a month'), self::field('counting.maintenance.daily.from', 'text', 'Every day from'),
                self::field('counting.maintenance.daily.to', 'text', 'until'), ['words' => self::EXCUSES] + self::field('counting.excuses', 'words', 'Excused'),
            ],
            'The fee' => [
                self::choice('fee.base', 'Credit is a share of', ['paid' => 'what was paid', 'recurring' => 'the recurring price', 'before' => 'what was paid for the month before', 'cash' => 'what was paid in cash'], 'paid'),
                self::choice('fee.addOns', 'Add-ons', ['true' => 'belong to the fee', 'false' => 'do not'], 'true'),
                self::choice('period', 'Month', ['calendar' => 'of the calendar', 'anniversary' => 'from billing day to billing day'], 'calendar'),
                self::choice('length', 'Its length', ['period' => 'as it is', 'days30' => '30 days', 'mean' => 'the mean month', 'hours730' => '730 hours'], 'period'),
            ],
            'Limits' => [...$caps, self::field('minimumCredit', 'amounts', 'Less is not owed'), self::field('minimumPayout', 'amounts', 'Less is kept for next time')],
            'How and when' => [
                self::field('claim.windowMs', 'length', 'Only on request, within (empty: by itself)'),
                self::choice('claim.from', 'Counted from', ['outage' => 'the end of the outage', 'period' => 'the end of the month'], 'outage'),
                ['words' => self::FORFEITS] + self::field('forfeits', 'words', 'Nothing is owed to who'),
                self::field('expiresAfterMs', 'length', 'A credit expires after'), self::field('settleDelayMs', 'length', 'Decided after the month\'s end by', '3 d'),
            ],
        ];
    }

    /** @return array<string, mixed> */
    private static function field(string $path, string $kind, string $label, string $default = ''): array
    {
        return ['path' => $path, 'kind' => $kind, 'label' => $label, 'default' => $default];
    }

    /** @param array<string, string> $words @return array<string, mixed> */
    private static function choice(string $path, string $label, array $words, string $default = ''): array
    {
        return ['words' => $words] + self::field($path, 'word', $label, $default);
    }

    private static function word(mixed $value): ?string
    {
        return is_string($value) ? $value : null;
    }
}
