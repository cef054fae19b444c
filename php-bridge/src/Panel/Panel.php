<?php

/** What Makegood needs from a billing panel: facts to read, one way to give credit, the database connection. */

declare(strict_types=1);

namespace Makegood\Panel;

interface Panel
{
    /** Short lower-case name of the panel product. */
    public function name(): string;

    /** The panel's now, epoch milliseconds. */
    public function now(): int;

    /** The panel's own connection; the ledger's tables live there. */
    public function pdo(): \PDO;

    /**
     * Where this installation lives, as the panel is configured: `https://billing.example.com/`. '' when it is not known.
     *
     * @throws UnableToRead
     */
    public function installationUrl(): string;

    /**
     * Runs the work in one transaction of that connection; an exception rolls back and comes out again.
     *
     * @template T
     * @param callable(): T $work
     * @return T
     */
    public function transactional(callable $work): mixed;

    /**
     * As in the contract.
     *
     * @return array{routes: list<string>, postableScale: list<array{currency: string, scale: int}>}
     */
    public function capabilities(): array;

    /**
     * Every service, as it is now.
     *
     * @return iterable<ServiceFacts>
     * @throws UnableToRead a half-read list must not look complete
     */
    public function services(): iterable;

    /**
     * Paid invoice lines of a service, in any order.
     *
     * @return list<Charge>
     * @throws UnableToRead
     */
    public function charges(string $serviceId): array;

    /**
     * Announced maintenance that the panel knows.
     *
     * @return iterable<MaintenanceWindow>
     * @throws UnableToRead
     */
    public function maintenance(): iterable;

    /**
     * The client's currency now, ISO 4217: what addCredit books is in it.
     *
     * @throws UnableToRead
     */
    public function currency(string $clientId): string;

    /**
     * The client's credit balance, as the panel has it.
     *
     * @throws UnableToRead
     */
    public function balance(string $clientId): string;

    /**
     * Rows of the client's credit log with id > $afterId, ascending.
     *
     * @return list<CreditRow>
     * @throws UnableToRead
     */
    public function creditRows(string $clientId, string $afterId): array;

    /**
     * Highest id in the client's credit log, '0' when it is empty.
     *
     * @throws UnableToRead
     */
    public function lastCreditId(string $clientId): string;

    /**
     * Adds account credit in the client's currency. Not idempotent, and perhaps not atomic.
     *
     * @param string $amount      with as many decimals as the currency has: what the panel cannot book are zeros
     * @param string $description at most 200 bytes of ASCII; kept whole
     * @throws UnableToPost when the panel said no, or did not say
     */
    public function addCredit(string $clientId, string $amount, string $description): void;

    /**
     * How the client's next invoices will be taxed and paid, by what is known now.
     *
     * @throws UnableToRead
     */
    public function invoicing(string $clientId): Invoicing;

    /**
     * Invoices that the panel will make by itself: of each active service the next two bills.
     *
     * @return list<UpcomingInvoice> in the order of createdOn, dueOn
     * @throws UnableToRead
     */
    public function upcomingInvoices(string $clientId): array;

    /**
     * The contract's zones[] entry that is right for [from, to].
     *
     * @return array{name: string, tzdata: string, offsets: list<array{from: ?string, seconds: int}>}
     * @throws UnknownZone
     */
    public function offsets(string $zone, int $fromMs, int $toMs): array;

    /** A line for the panel's own activity log. */
    public function log(string $message): void;
}
