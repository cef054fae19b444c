<?php

/** Which credits a reversed payment had brought, and how much of them goes back: the core divides, by what the account holds now. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Engine\Engine;
use Makegood\Engine\Json;
use Makegood\Instant;
use Makegood\Ledger\Ledger;
use Makegood\Panel\Panel;

final class TakeBack
{
    public function __construct(private readonly Ledger $ledger, private readonly Panel $panel, private readonly Engine $engine)
    {
    }

    /**
     * @param array<string, mixed> $reversal
     * @return list<array{service_id: string, period: string, policy_hash: string, given: string, unspent: string}> newest first
     */
    public function credits(array $reversal): array
    {
        $invoices = explode(',', (string) $reversal['paid']);
        $about = array_fill_keys($this->ledger->reversals->refundsOf($invoices), true);
        foreach ($this->ledger->reversals->lines($invoices) as $line) {
            foreach (self::months($line) as $month) {
                $about[$line['service_id'] . '/' . $month] = true;
            }
        }
        return $about === [] ? [] : array_values(array_filter(
            $this->ledger->reversals->credits((string) $reversal['client_id'], (string) $reversal['currency']),
            static fn (array $credit): bool => isset($about[$credit['service_id'] . '/' . $credit['period']]),
        ));
    }

    /**
     * @param array<string, mixed> $reversal
     * @return array{request: string, answer: string, taken: list<array{id: string, amount: string}>, owed: string, credits: array<string, array<string, string>>}
     * @throws \Makegood\Engine\CoreRefused|\Makegood\Engine\EngineFailure|\Makegood\Engine\EngineUnavailable|\Makegood\Panel\UnableToRead
     */
    public function ask(array $reversal): array
    {
        $credits = [];
        foreach ($this->credits($reversal) as $credit) {
            $credits[$credit['service_id'] . '/' . $credit['period']] = $credit;
        }
        $request = Json::encode([
            'contract' => Engine::CONTRACT,
            'command' => 'takeBack',
            'currency' => (string) $reversal['currency'],
            'reversed' => (string) $reversal['amount'],
            'credits' => array_map(static fn (string $id, array $credit): array => ['id' => $id, 'amount' => $credit['given'], 'unspent' => $credit['unspent']], array_keys($credits), $credits),
            'balance' => $this->panel->balance((string) $reversal['client_id']),
        ]);
        $text = $this->engine->bytes($request);
        $answer = Engine::decode($text);
        return ['request' => $request, 'answer' => $text, 'taken' => $answer['taken'], 'owed' => $answer['owed'], 'credits' => $credits];
    }

    /** Whether the account holds as much as is to be removed. @param array<string, mixed> $posting of a negative amount */
    public static function isThere(Engine $engine, array $posting, string $balance): bool
    {
        $amount = self::positive((string) $posting['amount']);
        $answer = $engine->call([
            'contract' => Engine::CONTRACT,
            'command' => 'takeBack',
            'currency' => (string) $posting['currency'],
            'reversed' => $amount,
            'credits' => [['id' => (string) $posting['id'], 'amount' => $amount, 'unspent' => $amount]],
            'balance' => $balance,
        ]);
        return trim((string) $answer['owed'], '0.') === '';
    }

    /** Whether a posting takes from the account. */
    public static function isRemoval(string $amount): bool
    {
        return str_starts_with($amount, '-');
    }

    /** The amount without its direction. */
    public static function positive(string $amount): string
    {
        return ltrim($amount, '-');
    }

    /** @param array{from_day: string, months: int, is_first: int} $line @return list<string> the months whose service credits belong to it */
    private static function months(array $line): array
    {
        $fromMs = Instant::ms($line['from_day'] . 'T00:00:00Z');
        $toMs = Instant::ms(Instant::sameDay((string) $line['from_day'], max(1, (int) $line['months'])) . 'T00:00:00Z');
        [$first, $last] = PaidMonths::of($fromMs, $toMs, (int) $line['is_first'] === 1) ?? ['', ''];
        $found = [];
        for ($month = $first; $month !== '' && $month <= $last; $month = Instant::nextMonth($month)) {
            $found[] = $month;
        }
        return $found;
    }
}
