<?php

/** What the demo asks of a panel: to be installed with its company and served, its cron, its staff, its clock, its books. */

declare(strict_types=1);

namespace MakegoodDemo;

interface Panel
{
    /** What it is called, with its line where it has several: `FOSSBilling 0.8`. */
    public function title(): string;

    public function clock(): SimulatedClock;

    /**
     * Makes the panel and its company and serves it on 127.0.0.1; on later runs brings only the module's files up to date.
     *
     * @throws Failed when the port is taken or the server does not come up
     */
    public function start(string $from, int $port): void;

    public function url(): string;

    public function serverRuns(): bool;

    /** One call of the panel's cron, as the system's cron would make it. */
    public function cron(): void;

    /** What a person does in the panel: `move`, `suspend`, `unsuspend`, `maintenance …`, `prepay …`. @param list<string> $words */
    public function staff(array $words, Admin $admin): void;

    /** An administrator's browser, for the pages of this panel. */
    public function admin(): Admin;

    /** Activates the module as an administrator would. */
    public function activate(Admin $admin): void;

    /** Path of the address that monitors send to, without its query. */
    public function webhook(): string;

    /** What the module knows this installation by. */
    public function installation(): string;

    /** The panel's database, opened with the panel's own settings. */
    public function sql(): \PDO;

    /** SQL that gives id, first and last name of each client. */
    public function clients(): string;

    /** SQL that gives id and name of each server. */
    public function servers(): string;

    /** Whether credit becomes lines of the invoices that are made next: then the demo goes on until they have been made. */
    public function waitsForInvoices(): bool;

    /** Whether it knows what a service used of what was sold. */
    public function measuresTraffic(): bool;

    /** A client buys something by the month, with things that are paid once. @param list<array{name: string, price: string}> $once */
    public function buys(string $client, string $product, string $price, string $domain, array $once): void;

    /** @return array{service: string, invoice: string} what was bought for this domain */
    public function bought(string $domain): array;

    /** The whole invoice, by bank transfer. */
    public function pays(string $invoice): void;

    /** Something done at the desk of the module, see demo/desk.php. @param array<string, mixed> $given */
    public function desk(string $action, array $given): void;

    /** How a posting was booked. @param array<string, mixed> $posting a row of Books::postings() @return list<Booking> at least one */
    public function bookings(Books $books, array $posting): array;

    /** What to open in a browser, one line each. @return array<string, string> address → what is there */
    public function addresses(): array;
}
