<?php

/** The panel of a drill: one service, facts read from the real panel, an account and a clock in memory. Books nothing in the real one. */

declare(strict_types=1);

namespace Makegood\Desk\Drill;

use Makegood\Panel\InMemoryPanel;
use Makegood\Panel\Invoicing;
use Makegood\Panel\Panel;
use Makegood\Panel\ServiceFacts;
use Makegood\Panel\Terms;

final class DrillPanel implements Panel, Terms
{
    private const NO_AMOUNT = '/^0*(\.0*)?$/D';

    /** The client's account, and the connection that the drill's ledger lives on. */
    private readonly InMemoryPanel $account;

    /** @param ServiceFacts $facts the only service that there is */
    public function __construct(
        private readonly Panel $real,
        private readonly ServiceFacts $facts,
        \PDO $memory,
        public int $nowMs,
    ) {
        $this->account = new InMemoryPanel($memory, $nowMs);
        $this->account->addClient($facts->clientId);
        $balance = $real->balance($facts->clientId);
        if (preg_match(self::NO_AMOUNT, $balance) !== 1) {
            $this->account->addCredit($facts->clientId, $balance, 'Balance when the drill began');
        }
    }

    public function name(): string
    {
        return $this->real->name();
    }

    public function now(): int
    {
        return $this->nowMs;
    }

    public function pdo(): \PDO
    {
        return $this->account->pdo();
    }

    public function installationUrl(): string
    {
        return $this->real->installationUrl();
    }

    public function transactional(callable $work): mixed
    {
        return $this->account->transactional($work);
    }

    public function capabilities(): array
    {
        return $this->real->capabilities();
    }

    public function services(): iterable
    {
        return [$this->facts];
    }

    public function charges(string $serviceId): array
    {
        return $this->real->charges($serviceId);
    }

    public function billingDay(string $serviceId): ?int
    {
        return $this->real instanceof Terms ? $this->real->billingDay($serviceId) : null;
    }

    /** A drill shows what the policy gives, whatever is held against this client. */
    public function flags(): iterable
    {
        return [];
    }

    public function addOns(string $serviceId): array
    {
        return $this->real instanceof Terms ? $this->real->addOns($serviceId) : [];
    }

    public function cash(string $serviceId): array
    {
        return $this->real instanceof Terms ? $this->real->cash($serviceId) : [];
    }

    public function refunded(string $chargeId): ?string
    {
        return null;
    }

    /** The outage is put where there is none. */
    public function maintenance(): iterable
    {
        return [];
    }

    public function currency(string $clientId): string
    {
        return $this->real->currency($clientId);
    }

    public function balance(string $clientId): string
    {
        return $this->account->balance($clientId);
    }

    public function creditRows(string $clientId, string $afterId): array
    {
        return $this->account->creditRows($clientId, $afterId);
    }

    public function lastCreditId(string $clientId): string
    {
        return $this->account->lastCreditId($clientId);
    }

    public function addCredit(string $clientId, string $amount, string $description): void
    {
        $this->account->addCredit($clientId, $amount, $description);
    }

    public function invoicing(string $clientId): Invoicing
    {
        return $this->real->invoicing($clientId);
    }

    public function upcomingInvoices(string $clientId): array
    {
        return $this->real->upcomingInvoices($clientId);
    }

    public function offsets(string $zone, int $fromMs, int $toMs): array
    {
        return $this->real->offsets($zone, $fromMs, $toMs);
    }

    /** The real panel's log tells what happened there, and nothing did. */
    public function log(string $message): void
    {
    }
}
