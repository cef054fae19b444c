<?php

/** Crons that die while refunds go out, and gateways that die, lie or say nothing. In the end nobody was paid twice, and whatever is not known waits for a person. */

declare(strict_types=1);

namespace MakegoodFaults;

final class PayoutCase extends PanelCase
{
    public const ASSUME = 'refund.function=present';
    /** In the order in which a run meets them; `refund.sent` is in the panel: the money is gone and no row tells of it. */
    public const POINTS = ['payout.step', 'payout.stepped', 'payout.cancel', 'payout.cancelled', 'payout.handed', 'payout.before', 'payout.claimed',
        'payout.call', 'refund.sent', 'payout.returned', 'payout.mark', 'payout.marked', 'mail.claimed', 'mail.handed'];
    /** Where a person's process dies while they approve, and whether that approval holds. */
    public const DESK = ['payout.recorded' => false, 'payout.step' => false, 'payout.stepped' => true];
    /** After the claim of an e-mail: that one may have gone or not. */
    private const MAIL = ['mail.claimed' => 0, 'mail.handed' => 1];
    /** Between the call and the panel's row: nobody can know. */
    private const UNKNOWN = ['payout.call', 'refund.sent'];
    /** What a gateway may do besides: how many refunds it really sends, and why the case stops. */
    public const GATEWAYS = ['decline' => [0, 'gatewayDeclined'], 'error' => [0, 'unknownOutcome'], 'silent' => [0, 'unknownOutcome'],
        'lost' => [1, 'unknownOutcome'], 'die' => [1, 'unknownOutcome']];
    private const TEMPLATE = 'payouts';
    /** The same three, not decided yet. */
    private const ASKED = 'asked';
    private const PAID = ['6000', '1000', '1000'];

    /** @return array<string, int> how often an undisturbed run passes each point */
    public function calm(): array
    {
        $this->fresh();
        $this->mustWork($this->cron(self::NOW, ['count' => true]), 'the undisturbed cron');
        $hits = json_decode((string) @file_get_contents("$this->dir/hits.json"), true);
        $this->judge($this->rows(), null);
        if (!is_array($hits) || $this->faults !== []) {
            throw new \RuntimeException('the undisturbed run failed: ' . implode('; ', $this->faults) . "\n" . @file_get_contents("$this->dir/cron-1.log"));
        }

        return $hits;
    }

    /** @return array<string, mixed> the case with its faults */
    public function run(): array
    {
        $this->fresh();
        $gateway = $this->case['gateway'];
        if ($gateway !== null) {
            $this->store->open($this->slot)->prepare('INSERT INTO tblconfiguration (setting, value) VALUES (?, ?)')->execute(['SandboxGateway', $gateway]);
            $this->cron(self::NOW, [])->wait(self::PATIENCE_S); // it may end with the gateway
        } else {
            $this->case['crons'] === 2 ? $this->stopOneOfTwo() : $this->killOne();
        }
        $killed = $this->rows();
        $this->crons();
        $end = $this->rows();
        $this->judge($end, $gateway);
        $killed['entries'] === $end['entries'] || $this->faults[] = 'an entry was edited, or another one made';
        $this->mustWork($this->cron(self::LATER[1], []), 'the last cron');
        $this->rows() === $end || $this->faults[] = 'it did not come to rest';

        return ['case' => $this->case, 'faults' => array_values(array_unique($this->faults))];
    }

    /**
     * A person approves three refunds one after the other and their process dies at one of them: what was committed before is paid, of the
     * rest nothing is there, and approving again makes up for it.
     *
     * @return array<string, mixed> the case with its faults
     */
    public function approving(): array
    {
        $this->fresh(self::ASKED);
        [$point, $hit] = [(string) $this->case['point'], (int) $this->case['hit']];
        $this->mustDie($this->desk('approve', ['point' => $point, 'hit' => $hit]));
        $holds = $hit - (self::DESK[$point] ? 0 : 1);
        $killed = $this->rows();
        $this->mustStand($killed, $holds, 'after the kill');
        $this->crons();
        $paid = $this->rows();
        $this->mustStand($paid, $holds, 'after the crons');
        $out = count($paid['bank']) + count($paid['credit']);
        $out === $holds || $this->faults[] = "$out refunds went out, $holds were approved";
        $this->mustWork($this->desk('approve'), 'approving again');
        $this->crons();
        $end = $this->rows();
        $this->judge($end, null);
        array_slice($end['entries'], 0, $holds) === $killed['entries'] || $this->faults[] = 'an entry was edited';

        return ['case' => $this->case, 'faults' => array_values(array_unique($this->faults))];
    }

    /** @param array<string, list<array<string, string|null>>> $rows */
    private function mustStand(array $rows, int $approved, string $when): void
    {
        $undecided = count(array_filter($rows['cases'], static fn (array $case): bool => $case['state'] === 'underReview'));
        $stand = [count($rows['entries']), count($rows['payouts']), $undecided];
        $stand === [$approved, $approved, 3 - $approved] || $this->faults[] = "$when there are " . implode(', ', $stand) . " entries, payouts and undecided cases, of $approved approved";
    }

    protected function fresh(string $template = self::TEMPLATE): void
    {
        $this->slot = "payout-{$this->number}";
        if (!is_dir($this->store->home($this->slot))) {
            $this->lab->must([__DIR__ . '/../payouts/prepare.php', $this->case['db'], $this->slot, '0'], ['SANDBOX_ASSUME' => self::ASSUME]);
        }
        $this->store->copy($template, $this->slot);
        $this->tidy();
    }

    private function crons(): void
    {
        foreach ([self::NOW, self::LATER[0]] as $now) {
            $this->mustWork($this->cron($now, []), 'a later cron');
        }
    }

    /** @return array<string, list<array<string, string|null>>> */
    private function rows(): array
    {
        $pdo = $this->store->open($this->slot);
        $rows = static fn (string $sql): array => array_map(
            static fn (array $row): array => array_map(static fn (mixed $value): ?string => $value === null ? null : (string) $value, $row),
            $pdo->query($sql)->fetchAll(\PDO::FETCH_ASSOC),
        );

        return [
            'cases' => $rows('SELECT c.id, c.state, c.core, h.domainstatus AS service FROM mod_makegood_refund_cases c JOIN tblhosting h ON h.id = c.service_id ORDER BY c.id'),
            'payouts' => $rows('SELECT case_id, route, payment, amount, state, failure FROM mod_makegood_payouts ORDER BY case_id'),
            'entries' => $rows('SELECT id, service_id, period, kind, n, net, tax, gross FROM mod_makegood_entries ORDER BY id'),
            'bank' => $rows('SELECT accountid, amount FROM sandbox_bank ORDER BY id'),
            'credit' => $rows("SELECT amount FROM tblcredit WHERE description LIKE 'makegood:%' ORDER BY id"),
            'messages' => $rows('SELECT case_id, step, message, state FROM mod_makegood_messages ORDER BY id'),
            'mails' => $rows('SELECT recipient, subject, body FROM sandbox_mails ORDER BY id'),
            'out' => $rows('SELECT amountout FROM tblaccounts WHERE amountout > 0 ORDER BY id'),
        ];
    }

    /** @param array<string, list<array<string, string|null>>> $rows */
    private function judge(array $rows, ?string $gateway): void
    {
        [$cases, $payouts] = [$rows['cases'], $rows['payouts']];
        if (count($cases) !== 3 || count($payouts) !== 3 || count($rows['entries']) !== 3) {
            $this->faults[] = sprintf('%d cases, %d payouts, %d entries instead of three each', count($cases), count($payouts), count($rows['entries']));
            return;
        }
        $stopped = 0;
        foreach ($payouts as $i => $payout) {
            $name = "refund {$payout['case_id']}";
            in_array($cases[$i]['service'], ['Terminated', 'Cancelled'], true) || $this->faults[] = "$name: its service goes on ({$cases[$i]['service']})";
            self::cents((string) $payout['amount']) === self::PAID[$i] || $this->faults[] = "$name: {$payout['amount']} instead of what was decided";
            $sent = $payout['route'] === 'gatewayRefund'
                ? array_values(array_filter($rows['bank'], static fn (array $row): bool => $row['accountid'] === $payout['payment']))
                : $rows['credit'];
            count($sent) <= 1 || $this->faults[] = "$name went out twice";
            foreach ($sent as $row) {
                self::cents((string) $row['amount']) === self::PAID[$i] || $this->faults[] = "$name: {$row['amount']} went out";
            }
            $isPaid = [$payout['state'], $cases[$i]['state']] === ['posted', 'paid'];
            $isPaid && count($sent) !== 1 && $this->faults[] = "$name is called paid, and nothing went out";
            if (!$isPaid) {
                $stopped++;
                $this->mustWait($name, $payout, $cases[$i], count($sent), $gateway);
            }
        }
        $this->mustBeTold($rows);
        $may = $gateway !== null ? 2 : (int) in_array($this->case['point'], self::UNKNOWN, true);
        $stopped === $may || $this->faults[] = "$stopped refunds wait for a person, not $may";
    }

    /** No e-mail twice, none left behind, and of the one that a process died with everybody can see it. @param array<string, list<array<string, string|null>>> $rows */
    private function mustBeTold(array $rows): void
    {
        $of = static fn (string $state): int => count(array_filter($rows['messages'], static fn (array $row): bool => $row['state'] === $state));
        count(array_unique($rows['mails'], SORT_REGULAR)) === count($rows['mails']) || $this->faults[] = 'an e-mail went out twice';
        $unknown = isset(self::MAIL[$this->case['point']]) ? 1 : 0;
        [$of('pending'), $of('failed'), $of('sending')] === [0, 0, $unknown] || $this->faults[] = "e-mails: {$of('pending')} wait, {$of('failed')} failed, {$of('sending')} unknown, not $unknown";
        count($rows['mails']) === $of('sent') + (self::MAIL[$this->case['point']] ?? 0) || $this->faults[] = 'not every e-mail that is called sent went out';
    }

    /** @param array<string, string|null> $payout @param array<string, string|null> $case */
    private function mustWait(string $name, array $payout, array $case, int $sent, ?string $gateway): void
    {
        [$really, $why] = $gateway === null ? [(int) ($this->case['point'] === 'refund.sent'), 'unknownOutcome'] : self::GATEWAYS[$gateway];
        $failure = json_decode((string) $case['core'], true)['failure'] ?? null;
        if ([$case['state'], $failure, $payout['failure']] !== ['failed', $why, $why]) {
            $this->faults[] = "$name: {$case['state']} ($failure), its payout {$payout['state']} ({$payout['failure']}); it should wait for a person ($why)";
        }
        $sent === $really || $this->faults[] = "$name: $sent times at the bank, not $really";
    }

    /** Without a point and without zeros that some databases add: equal texts are equal amounts here. */
    private static function cents(string $amount): string
    {
        [$whole, $part] = explode('.', $amount) + [1 => ''];

        return $whole . substr(str_pad($part, 2, '0'), 0, 2);
    }
}
