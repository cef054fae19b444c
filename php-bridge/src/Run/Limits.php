<?php

/** The operator's limits on what goes out in a day, as the contract has them; the core judges by them. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Engine\Engine;
use Makegood\Engine\Json;
use Makegood\Instant;
use Makegood\Ledger\Ledger;

final class Limits
{
    public const WINDOW_MS = Instant::DAY_MS;
    public const NONE = ['clients' => null, 'amounts' => []];
    private const NAME = 'limits';

    /** @return array{clients: ?int, amounts: list<array{currency: string, amount: string}>} */
    public static function of(Ledger $ledger): array
    {
        $stored = $ledger->meta->get(self::NAME);
        return $stored === null ? self::NONE : Json::decode($stored);
    }

    /** @param array{clients: ?int, amounts: list<array{currency: string, amount: string}>} $limits as the core has judged them */
    public static function put(Ledger $ledger, array $limits): void
    {
        $limits === self::NONE ? $ledger->meta->forget(self::NAME) : $ledger->meta->put(self::NAME, Json::encode($limits));
    }

    /** @return list<array<string, mixed>> postings and payouts with their entries that went out in the time that limits are about */
    public static function gone(Ledger $ledger, int $nowMs): array
    {
        return [...$ledger->postings->goneSince($nowMs - self::WINDOW_MS), ...$ledger->payouts->goneSince($nowMs - self::WINDOW_MS)];
    }

    /**
     * What the core says about all this together.
     *
     * @param array<string, mixed> $limits
     * @param list<array<string, mixed>> $waiting postings with their entries
     * @param list<array<string, mixed>> $posted  likewise
     * @return array<string, mixed> the answer of `checkOutgoing`
     * @throws \Makegood\Engine\CoreRefused|\Makegood\Engine\EngineFailure|\Makegood\Engine\EngineUnavailable
     */
    public static function check(Engine $engine, array $limits, array $waiting, array $posted): array
    {
        return $engine->call([
            'contract' => Engine::CONTRACT,
            'command' => 'checkOutgoing',
            'limits' => $limits,
            'postings' => [...self::wire($waiting, 'waiting'), ...self::wire($posted, 'posted')],
        ]);
    }

    /** @param list<array<string, mixed>> $postings @return list<array<string, string>> */
    private static function wire(array $postings, string $state): array
    {
        return array_map(static fn (array $row): array => [
            'id' => (isset($row['paid_to']) ? 'payout/' : '') . $row['id'], 'client' => (string) $row['client_id'], 'currency' => (string) $row['currency'],
            'amount' => TakeBack::positive((string) $row['amount']), 'state' => $state,
        ], $postings);
    }
}
