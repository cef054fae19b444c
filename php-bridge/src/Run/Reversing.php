<?php

/**
 * What cron does about reversed payments: takes them in, asks a person (or not, by the setting), and records what goes back. Each step follows
 * from what is stored: a run that died left nothing but work.
 */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Engine\Engine;
use Makegood\Instant;
use Makegood\Ledger\Entries;
use Makegood\Ledger\Ledger;
use Makegood\Ledger\LostRace;
use Makegood\Ledger\Postings;
use Makegood\Panel\IsoCurrency;
use Makegood\Panel\Panel;
use Makegood\Panel\Reversal;
use Makegood\Panel\Reversals;
use Makegood\Panel\UnableToRead;

final class Reversing
{
    /** Name in the ledger's meta. */
    public const SETTING = 'take_back';
    public const ASK = 'ask';
    public const AUTO = 'auto';
    public const OFF = 'off';
    public const SETTINGS = [self::ASK, self::AUTO, self::OFF];
    private const ROUTE = 'accountCredit';
    /** Banks take back for up to a year and more; what is older was there before. */
    private const LOOK_BACK_MS = 400 * Instant::DAY_MS;
    private const MILLION = 1_000_000;

    private readonly TakeBack $takeBack;

    public function __construct(
        private readonly Ledger $ledger,
        private readonly Panel $panel,
        private readonly Engine $engine,
        private readonly SafetyCatch $safetyCatch,
        private readonly Problems $problems,
        private readonly RunSummary $summary,
        private readonly int $nowMs,
    ) {
        $this->takeBack = new TakeBack($ledger, $panel, $engine);
    }

    public static function setting(Ledger $ledger): string
    {
        $stored = $ledger->meta->get(self::SETTING);
        return in_array($stored, self::SETTINGS, true) ? (string) $stored : self::ASK;
    }

    /** @throws \Makegood\Engine\EngineUnavailable */
    public function run(): void
    {
        if (!$this->panel instanceof Reversals) {
            return;
        }
        $panel = $this->panel;
        $this->problems->guard($this->engine, 'reversals', function () use ($panel): void {
            foreach ($panel->reversals($this->nowMs - self::LOOK_BACK_MS) as $reversal) {
                $this->problems->guard($this->engine, 'reversal/' . $reversal->id, fn () => $this->takeIn($reversal));
            }
        });
        if (!$this->safetyCatch->mayPay()) {
            return;
        }
        foreach ($this->ledger->reversals->inState('accepted') as $row) {
            $this->problems->guard($this->engine, 'reversal/' . $row['ref'], fn () => $this->one($row));
        }
    }

    private function takeIn(Reversal $reversal): void
    {
        $ref = 'panel:' . $reversal->id;
        if (!IsoCurrency::canBe($reversal->amount, $reversal->currency)) {
            throw new UnableToRead($reversal->amount . ' was reversed of invoice ' . $reversal->invoiceId . ', which is no amount in its currency.');
        }
        if (!$this->ledger->reversals->isKnown($ref)) {
            self::enter($this->ledger, $this->takeBack, $reversal, $ref, $this->nowMs, $this->summary);
        }
    }

    /** Also for the desk: a reversal is a question only where credit was given for the payment. @return string the state that it has now */
    public static function enter(Ledger $ledger, TakeBack $takeBack, Reversal $reversal, string $ref, int $nowMs, ?RunSummary $summary = null): string
    {
        $row = [
            'ref' => $ref, 'invoice_id' => $reversal->invoiceId, 'paid' => implode(',', $reversal->paid), 'payment_id' => $reversal->paymentId,
            'client_id' => $reversal->clientId, 'currency' => $reversal->currency, 'amount' => IsoCurrency::printed($reversal->amount, $reversal->currency), 'at_ms' => $reversal->atMs, 'seen_ms' => $nowMs,
        ];
        $setting = self::setting($ledger);
        $state = match (true) {
            $setting === self::OFF => 'off',
            $takeBack->credits($row) === [] => 'nothing',
            default => $setting === self::AUTO ? 'accepted' : 'asked',
        };
        $isNew = $ledger->transaction(function () use ($ledger, $row, $state, $ref, $nowMs): bool {
            $isNew = $ledger->reversals->add($row + ['state' => $state]);
            $isNew && $ledger->events->add('reversal.seen', $ref, ['invoice' => $row['invoice_id'], 'amount' => $row['amount'], 'currency' => $row['currency'], 'state' => $state], $nowMs);
            return $isNew;
        });
        if ($isNew && $state === 'asked' && $summary !== null) {
            $summary->review++;
        }
        return $state;
    }

    /** @param array<string, mixed> $row accepted */
    private function one(array $row): void
    {
        if ($this->ledger->reversals->isUnderWay((string) $row['client_id'])) {
            return; // what the account holds once that is done decides
        }
        $asked = $this->takeBack->ask($row);
        Probe::at('takeBack.before');
        try {
            $this->ledger->transaction(fn () => $this->record($row, $asked));
        } catch (LostRace) {
            return; // somebody was quicker: the next run looks at what is there then
        }
        Probe::at('takeBack.recorded');
    }

    /** @param array<string, mixed> $row @param array<string, mixed> $asked as TakeBack::ask answers */
    private function record(array $row, array $asked): void
    {
        $to = $asked['taken'] === [] ? 'nothing' : 'taken';
        $sha256 = $this->engine->identity()['sha256'];
        $moved = $this->ledger->reversals->move((string) $row['id'], 'accepted', $to, [
            'request' => $asked['request'], 'answer' => $asked['answer'], 'engine_sha256' => $sha256, 'owed' => $asked['owed'],
        ]);
        if (!$moved) {
            throw new LostRace('the reversal was decided otherwise');
        }
        $places = [];
        foreach ($asked['taken'] as $taken) {
            $credit = $asked['credits'][$taken['id']];
            $n = $places[$credit['service_id']] = ($places[$credit['service_id']] ?? 0) + 1;
            $this->entry($row, $asked, $credit, $n, (string) $taken['amount'], $sha256);
            Probe::at('takeBack.entry');
        }
        $this->ledger->events->add('reversal.' . $to, (string) $row['ref'], ['owed' => (string) $asked['owed'], 'currency' => (string) $row['currency']], $this->nowMs);
    }

    /** @param array<string, mixed> $row @param array<string, mixed> $asked @param array<string, string> $credit */
    private function entry(array $row, array $asked, array $credit, int $n, string $amount, string $sha256): void
    {
        [$client, $currency, $service] = [(string) $row['client_id'], (string) $row['currency'], $credit['service_id']];
        $period = self::period((string) $row['id']);
        $state = $this->ledger->clients->state($client, $currency);
        $this->ledger->clients->advance($client, $currency, $state['revision'], $state['carry']);
        $entryId = $this->ledger->entries->add([
            'service_id' => $service, 'client_id' => $client, 'currency' => $currency, 'period' => $period, 'kind' => Entries::KIND_TAKE_BACK, 'n' => $n,
            // Money off the account: nothing was sold, so there is no tax in it.
            'net' => '-' . $amount, 'tax' => '0', 'gross' => '-' . $amount, 'rate' => '0', 'route' => self::ROUTE,
            'carry_before' => $state['carry'], 'carry_after' => $state['carry'], 'revision' => $state['revision'], 'state' => 'pending',
            'request' => $asked['request'], 'answer' => $asked['answer'], 'engine_sha256' => $sha256, 'policy_hash' => $credit['policy_hash'], 'created_ms' => $this->nowMs,
        ]);
        $this->ledger->reversals->take($entryId, (string) $row['id'], $service, $credit['period'], $amount);
        $this->ledger->postings->add($entryId, 1, '-' . $amount, Postings::marker($service, $period, Entries::KIND_TAKE_BACK, $n, 1), 'pending', self::ROUTE);
        $this->summary->entries++;
    }

    /** Where a month stands in a credit: the reversal, in the same seven characters. */
    public static function period(string $reversalId): string
    {
        return chr(ord('B') + intdiv((int) $reversalId, self::MILLION)) . sprintf('%06d', (int) $reversalId % self::MILLION);
    }
}
