<?php

/** Which members of a refund policy a form asks for: of each rule its time, its conditions and what it gives, then what holds for all of them. */

declare(strict_types=1);

namespace Makegood\Desk;

final class RefundFields
{
    private const FACTS = ['consumer' => 'a consumer', 'earlyStart' => 'wished an early start', 'activated' => 'was activated', 'notStarted' => 'was not started', 'failedOrder' => 'the order failed',
        'renewal' => 'a renewal', 'trial' => 'a trial', 'downgrade' => 'was made smaller', 'breach' => 'terms were broken', 'abuse' => 'was abused', 'overdue' => 'a bill is overdue',
        'domainKept' => 'the domain is kept', 'customised' => 'made to order', 'invoiced' => 'a tax document exists', 'ownFault' => 'we cannot provide it any more'];
    private const FROM = ['ordered' => 'the order', 'activated' => 'the activation', 'started' => 'the begin of the paid term'];
    private const ENDS = ['instant' => 'to the instant', 'day' => 'the last day counts whole'];
    private const METHODS = ['full' => 'all of it', 'nothing' => 'nothing', 'share' => 'a share', 'unused' => 'what was not used', 'monthly' => 'all but used months at the monthly price'];
    private const UNITS = ['exact' => 'to the millisecond', 'second' => 'by seconds', 'minute' => 'by minutes', 'hour' => 'by hours', 'day' => 'by days'];
    private const REST = ['share' => 'by its share', 'hourly' => 'by begun hours', 'month' => 'counts whole'];
    public const KINDS = ['plan' => 'The plan', 'addOn' => 'Add-ons', 'valueAdded' => 'Extra services', 'setup' => 'Set-up', 'domain' => 'Domains', 'licence' => 'Licences', 'customisation' => 'Work made to order', 'other' => 'Anything else'];
    private const KEPT = ['setup', 'domain', 'licence', 'customisation'];
    private const ROLES = ['agent' => 'An agent', 'lead' => 'A lead', 'owner' => 'An owner'];
    private const REASONS = ['' => '–', 'notNeeded' => 'not needed any more', 'notAsDescribed' => 'not as described', 'outage' => 'was down', 'performance' => 'too slow', 'duplicate' => 'paid twice', 'mistake' => 'by mistake',
        'unknownCharge' => 'unknown charge', 'priceIncrease' => 'price went up', 'movedAway' => 'another provider', 'other' => 'something else'];
    /** Members that have a field, by where they are; what else is there is named beside them. */
    private const SHOWN = [
        '' => ['kind', 'schema', 'name', 'zone', 'clock', 'requires', 'rules', 'lines', 'fees', 'overage', 'vouchers', 'gatewayFees', 'arrears', 'tax', 'round', 'payout', 'review'],
        'requires' => ['facts', 'without'],
        'rule' => ['id', 'statutory', 'when', 'give', 'lines'],
        'when' => ['facts', 'without', 'within', 'after', 'usedAtMost', 'quota'],
        'within' => ['days', 'hours', 'from', 'ends'],
        'give' => ['method', 'percent', 'time', 'times', 'price', 'rest'],
        'time' => ['unit', 'count', 'used'],
        'quota' => ['most', 'per'],
    ];

    /** @return array<string, list<array<string, mixed>>> as PolicyFields::of */
    public static function of(Document $document): array
    {
        $groups = ['' => [self::field('name', 'text', 'Name'), self::field('zone', 'text', 'Time zone'),
            self::choice('clock', 'The time that counts', ['request' => 'of the request', 'termination' => 'of the service\'s end', 'decision' => 'of the decision'], 'request')]];
        $rules = $document->at('rules');
        foreach (is_array($rules) ? array_keys($rules) : [] as $place) {
            $groups += self::rule($document, 'rules[' . $place . ']', 'Rule ' . ($place + 1));
        }
        $groups['For every rule that no law demands'] = [self::words('requires.facts', 'Only where it is so that'), self::words('requires.without', 'Not where it is so that'), ...self::beside($document, 'requires', 'requires')];
        $groups['What comes back of other parts'] = self::lines($document, 'lines');
        return $groups + self::money($document) + self::review($document);
    }

    /** @return array<string, list<array<string, mixed>>> */
    private static function rule(Document $document, string $at, string $name): array
    {
        $when = $at . '.when';
        $conditions = [
            ...self::time($document, $when . '.after', 'Only after'),
            self::field($when . '.usedAtMost', 'percent', 'Used at most, %'),
            self::field($when . '.quota.most', 'number', 'So often at most'),
            self::choice($when . '.quota.per', 'For each', ['customer' => 'customer', 'product' => 'product'], 'customer'),
            self::words($when . '.facts', 'Only where it is so that'), self::words($when . '.without', 'Not where it is so that'),
            ...self::beside($document, $at, 'rule'), ...self::beside($document, $when, 'when'), ...self::beside($document, $when . '.quota', 'quota'),
        ];
        return [
            $name => [self::field($at . '.id', 'text', 'Its name (empty: the rule goes)'), self::choice($at . '.statutory', 'Demanded by law', ['false' => 'no', 'true' => 'yes'], 'false'),
                ...self::time($document, $when . '.within', 'Asked for within'), ...self::gift($document, $at . '.give')],
            $name . ': for whom' => $conditions,
            $name . ': other parts' => self::lines($document, $at . '.lines'),
        ];
    }

    /** @return list<array<string, mixed>> */
    private static function time(Document $document, string $at, string $label): array
    {
        return [
            self::field($at . '.days', 'number', $label . ', days'),
            ...($document->at($at . '.hours') === null ? [] : [self::field($at . '.hours', 'number', $label . ', hours')]),
            self::choice($at . '.from', 'Counted from', self::FROM, 'ordered'), self::choice($at . '.ends', 'Its end', self::ENDS, 'instant'), ...self::beside($document, $at, 'within'),
        ];
    }

    /** @return list<array<string, mixed>> what the method of the rule asks */
    private static function gift(Document $document, string $at): array
    {
        $method = $document->at($at . '.method');
        $fields = [self::choice($at . '.method', 'Comes back', self::METHODS)];
        if ($method === 'share') {
            $fields[] = self::field($at . '.percent', 'percent', 'Share, %');
        }
        if ($method === 'unused' || $method === 'monthly') {
            $fields = [...$fields, self::choice($at . '.time.unit', 'Used time', self::UNITS, 'exact'),
                self::choice($at . '.time.count', 'Measured', ['length' => 'by its length', 'calendar' => 'by the calendar'], 'length'),
                self::choice($at . '.time.used', 'A unit that has begun', ['up' => 'counts', 'down' => 'does not count'], 'up'), self::field($at . '.times', 'percent', 'Used time counts, ×', '1'), ...self::beside($document, $at . '.time', 'time')];
        }
        if ($method === 'unused') {
            $fields[] = self::choice($at . '.price', 'A share of', ['paid' => 'what was paid', 'list' => 'the list price'], 'paid');
        }
        if ($method === 'monthly') {
            $fields[] = self::choice($at . '.rest', 'The month that has begun', self::REST, 'share');
        }
        return [...$fields, ...self::beside($document, $at, 'give')];
    }

    /** Each kind once; one that the document tells apart by facts, or twice, is changed there. @return list<array<string, mixed>> */
    private static function lines(Document $document, string $at): array
    {
        $entries = is_array($document->at($at)) ? $document->at($at) : [];
        $fields = $left = [];
        foreach (self::KINDS as $kind => $label) {
            $own = array_values(array_filter($entries, static fn (mixed $entry): bool => ($entry->kind ?? null) === $kind));
            if (count($own) > 1 || isset($own[0]->if)) {
                $left[] = $label;
                continue;
            }
            $default = str_starts_with($at, 'rules[') ? 'as for every rule' : (in_array($kind, self::KEPT, true) ? 'nothing (as always)' : 'as the rule says (as always)');
            $fields[] = ['words' => ['' => $default, 'rule' => 'as the rule says', 'kept' => 'nothing', 'full' => 'all of it', 'keep' => 'all but so much:'], 'list' => $at, 'of' => $kind] + self::field($at . '.' . $kind, 'treat', $label);
            $fields[] = ['list' => $at, 'of' => $kind] + self::field($at . '.' . $kind . '.keep', 'keep', 'We keep, %');
        }
        return $left === [] ? $fields : [...$fields, self::note($at, 'Is told apart in the document, and changed there: ' . implode(', ', $left) . '.')];
    }

    /** @return array<string, list<array<string, mixed>>> */
    private static function money(Document $document): array
    {
        $fees = [['columns' => [self::field('id', 'text', 'Name (empty: the fee goes)'), self::field('percent', 'percent', '% of the price')]] + self::field('fees', 'rows', 'Fees that are kept')];
        foreach (is_array($document->at('fees')) ? array_keys($document->at('fees')) : [] as $place) {
            $at = 'fees[' . $place . ']';
            $name = is_string($document->at($at . '.id')) ? $document->at($at . '.id') : (string) ($place + 1);
            if ($document->at($at . '.terms') !== null) {
                $fees[] = self::note($at, 'The fee "' . $name . '" goes by the length of the term: it is changed in the document.');
            } elseif ($document->at($at . '.percent') === null) {
                $fees[] = self::field($at . '.amounts', 'amounts', 'Fee "' . $name . '"');
            }
        }
        return ['Fees' => $fees, 'What is taken off and how it is paid' => [
            self::choice('arrears', 'Open invoices', ['settleFirst' => 'are paid first', 'offset' => 'are taken off', 'ignore' => 'do not matter'], 'settleFirst'),
            self::choice('gatewayFees', 'Fees of the payment', ['ours' => 'are ours', 'kept' => 'are taken off'], 'ours'), self::choice('vouchers', 'What vouchers paid', ['kept' => 'stays', 'returned' => 'comes back'], 'kept'),
            self::choice('overage.included', 'Use beyond the plan counts against', ['whole' => 'what the whole term includes', 'share' => 'the share of the used time'], 'whole'),
            self::choice('payout.to', 'Is paid', ['payments' => 'back to the payments', 'accountCredit' => 'to the credit balance', 'nextInvoice' => 'off the next invoice', 'choice' => 'as the client wishes', 'split' => 'in parts'], 'payments'),
            ...($document->at('payout.to') !== 'split' ? [] : [['columns' => [self::field('to', 'text', 'To'), self::field('percent', 'percent', '%')]] + self::field('payout.parts', 'rows', 'Parts')]),
            self::choice('payout.order', 'Of several payments', ['largest' => 'the largest first', 'newest' => 'the newest first', 'proportional' => 'each its share'], 'largest'),
            self::choice('tax', 'Tax', ['line' => 'line by line', 'sum' => 'over the sum'], 'line'), self::choice('round', 'Rounded', ['halfUp' => 'half up', 'up' => 'up', 'down' => 'down'], 'halfUp'),
            ...self::beside($document, '', ''),
        ]];
    }

    /** @return array<string, list<array<string, mixed>>> */
    private static function review(Document $document): array
    {
        $limits = [];
        foreach (self::ROLES as $role => $label) {
            $limits[] = ['list' => 'review.limits', 'of' => $role] + self::field('review.limits.' . $role, 'limit', $label . ' decides alone up to');
        }
        return ['Who decides, and by when' => [
            self::field('review.simpleDays', 'number', 'Answered within working days', '3'), self::field('review.complexDays', 'number', 'where it is difficult', '5'), self::field('review.appealDays', 'number', 'Days to appeal', '14'),
            self::choice('review.order', 'First', ['cancelFirst' => 'the service ends', 'payFirst' => 'the money goes'], 'cancelFirst'),
            self::field('review.complexAbove', 'amounts', 'Difficult above'), self::field('review.secondAbove', 'amounts', 'A second person agrees above'), ...$limits,
            ['columns' => [self::choice('code', 'Reason', self::REASONS), self::choice('route', 'Goes to', ['' => '–', 'billing' => 'billing', 'technical' => 'technical', 'sales' => 'sales'])]] + self::field('review.reasons', 'rows', 'Reasons to ask'),
            self::note('review.reasons', 'Which fields a reason asks for, and which one is difficult, is changed in the document.'),
            ['columns' => [self::field('method', 'text', 'Paid by'), self::field('from', 'number', 'Working days, from'), self::field('to', 'number', 'to')]] + self::field('review.payoutDays', 'rows', 'When the money is there'),
        ]];
    }

    /** What the form has no field for stays, and is named. @return list<array<string, mixed>> */
    private static function beside(Document $document, string $at, string $where): array
    {
        $value = $document->at($at);
        $others = array_diff(array_keys($value instanceof \stdClass ? get_object_vars($value) : []), self::SHOWN[$where]);
        return $others === [] ? [] : [self::note($at, 'Also in the document, and changed there: ' . implode(', ', $others) . '.')];
    }

    /** @return array<string, mixed> */
    private static function note(string $path, string $text): array
    {
        return self::field($path, 'note', $text);
    }

    /** @return array<string, mixed> */
    private static function words(string $path, string $label): array
    {
        return ['words' => self::FACTS] + self::field($path, 'words', $label);
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
}
