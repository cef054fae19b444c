<?php

/**
 * Tells what happened: outages and what became of them, credits and why, one credit to the cent, what waits for a person.
 */

declare(strict_types=1);

namespace MakegoodDemo;

use Makegood\Pages\Explanation;
use Makegood\Pages\Texts;

final class Report
{
    private const STATES = [
        'confirmed' => 'confirmed', 'unconfirmed' => 'not confirmed', 'refused' => 'refused', 'review' => 'waits for a person',
    ];
    private const REASONS = [
        'quorum' => 'two monitors agree', 'accepted' => 'accepted by a person', 'trusted' => 'trusted monitor', 'stale' => 'recovery never reported',
        'singleMonitor' => 'its only monitor', 'receivedTime' => 'no time of its own', 'refused' => 'refused by a person',
        'locations' => 'seen from enough places', 'level' => 'a kind of monitor is missing', 'silent' => 'the others are silent',
    ];

    public function __construct(private readonly Books $books, private readonly string $module)
    {
    }

    public function text(): string
    {
        $text = "Messages: {$this->messages()}\n\nOutages\n{$this->outages()}\nCredits\n{$this->credits()}";
        return $text . "\n" . $this->example() . $this->waiting();
    }

    private function messages(): string
    {
        $parts = array_map(static fn (array $row): string => "{$row['number']} {$row['state']}", $this->books->deliveries());
        return implode(', ', $parts) . ', ' . $this->books->rejected() . ' refused at the door (401)';
    }

    private function outages(): string
    {
        $rows = [];
        foreach ($this->books->outages() as $outage) {
            $excluded = $outage['counted'] === 'excluded';
            $alone = $outage['status'] === 'unconfirmed' && $outage['reason'] === 'quorum';
            $rows[] = [
                $this->books->server((string) $outage['subject']),
                self::time($outage['from_ms']),
                self::time($outage['to_ms']),
                self::minutes((int) $outage['to_ms'] - (int) $outage['from_ms']),
                self::STATES[$outage['status']] . ($excluded ? ', excluded' : ''),
                $alone ? 'one of two monitors' : (self::REASONS[$outage['reason']] ?? $outage['reason']) . ($excluded ? '; announced maintenance' : ''),
            ];
        }
        return Tables::text(['server', 'from (UTC)', 'to (UTC)', 'minutes>', 'status', 'reason'], $rows);
    }

    private function credits(): string
    {
        $rows = [];
        foreach ($this->books->credits() as $credit) {
            $rows[] = [
                (string) $credit['service_id'],
                "{$credit['firstname']} {$credit['lastname']}",
                (string) $credit['currency'],
                (string) $credit['net'],
                (string) $credit['tax'],
                (string) $credit['gross'],
                $credit['posting_state'] === 'posted' ? (string) $credit['posted'] : "({$credit['state']})",
                trim((string) $credit['carry_after'], '0.') === '' ? '' : (string) $credit['carry_after'],
                self::why($this->books->steps($credit)),
            ];
        }
        return Tables::text(['service>', 'client', 'cur.', 'net>', 'tax>', 'gross>', 'posted>', 'carried>', 'why'], $rows);
    }

    /**
     * One line: downtime, availability against the tier, share of which fee.
     *
     * @param array<string, array<string, string|int>> $steps by key
     */
    private static function why(array $steps): string
    {
        if (!isset($steps['tier'], $steps['fee'], $steps['availability'], $steps['downtime'])) {
            return implode(', ', array_keys($steps));
        }
        $fee = $steps['fee']['gross'] . ((string) $steps['fee']['months'] === '1' ? '' : " / {$steps['fee']['months']}");
        return self::minutes((int) $steps['downtime']['ms']) . " min down, {$steps['availability']['display']} % < {$steps['tier']['below']} %: "
            . "{$steps['tier']['percent']} % of {$fee}";
    }

    /** The credit with the most to explain: one that carries a part over. */
    private function example(): string
    {
        foreach ($this->books->credits() as $credit) {
            if (trim((string) $credit['carry_after'], '0.') !== '') {
                return "Why service {$credit['service_id']} of {$credit['firstname']} {$credit['lastname']} got {$credit['posted']} {$credit['currency']}\n"
                    . implode('', array_map(static fn (string $line): string => "  - {$line}\n", $this->sentences($credit)));
            }
        }
        return '';
    }

    /** @param array<string, mixed> $credit @return list<string> */
    private function sentences(array $credit): array
    {
        require_once $this->module . '/bridge/autoload.php';
        return (new Explanation(Texts::from([])))->sentences($this->books->result($credit)['steps'], (string) $credit['currency']);
    }

    private function waiting(): string
    {
        $rows = [];
        foreach ($this->books->cases() as $case) {
            $rows[] = [
                (string) $case['id'],
                $case['subject'] === null ? (string) $case['kind'] : $this->books->server((string) $case['subject']),
                $case['from_ms'] === null ? '' : self::time($case['from_ms']),
                $case['to_ms'] === null ? '' : self::time($case['to_ms']),
                self::REASONS[$case['reason']] ?? (string) $case['reason'],
                (string) $case['state'] . ($case['decided_by'] === null ? '' : " by {$case['decided_by']}"),
            ];
        }
        return "\nReview\n" . Tables::text(['case>', 'about', 'from (UTC)', 'to (UTC)', 'why', 'state'], $rows);
    }

    private static function time(mixed $ms): string
    {
        return gmdate('Y-m-d H:i:s', intdiv((int) $ms, 1000));
    }

    /** Minutes, with tenths when they are not whole. */
    private static function minutes(int $ms): string
    {
        $tenths = intdiv($ms, 6000);
        return $tenths % 10 === 0 ? (string) intdiv($tenths, 10) : intdiv($tenths, 10) . '.' . $tenths % 10;
    }
}
