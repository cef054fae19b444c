<?php

/** What cron, staff and a client's checkout do on the panel, by the panel's own code. */

declare(strict_types=1);

namespace MakegoodFaults;

use FossSandbox\Cron;
use FossSandbox\Panel;
use FossSandbox\People;
use FossSandbox\Profile;
use FossSandbox\Rows;
use Makegood\Run\Probe;
use MakegoodSandbox\Clock;

final class FossActs
{
    /** The hook is done, and its transaction is still open. */
    public const CHECKED_OUT = 'checkout.done';

    /** So far apart that the panel does what it puts off for ten minutes. */
    private const STEP_MIN = 15;
    private const CRONS = 6;

    private int $minutes = 0;

    /** @param array<string, mixed> $plan draft: name of an invoice; end: how a checkout's transaction ends */
    public function __construct(private readonly array $plan)
    {
    }

    public function do(string $what): void
    {
        match ($what) {
            'cron' => Cron::run(),
            'approve' => $this->api()->invoice_approve(['id' => $this->named()]),
            'checkout' => $this->checkout(),
            'delete' => $this->api()->invoice_delete(['id' => $this->named()]),
            'deleteLines' => $this->deleteLines(),
            'pay' => Panel::container()['mod_service']('Invoice')->markAsPaid(Rows::load('Invoice', $this->named()), false, true),
            'refund' => $this->api()->invoice_refund(['id' => $this->named()]),
            'cancel' => $this->api()->invoice_update(['id' => $this->named(), 'status' => 'canceled']),
            'uncancel' => $this->api()->invoice_update(['id' => $this->named(), 'status' => 'unpaid']),
            'settle' => $this->settle(),
        };
    }

    /** As on main: everything from the order to the approval in one transaction, which may fail behind our hook. */
    private function checkout(): void
    {
        $fails = ($this->plan['end'] ?? '') === 'rollback';
        $work = function () use ($fails): void {
            [$client, $price, $taxed] = FossCompany::DRAFTS[$this->plan['draft']];
            $invoice = FossCompany::draft($client, $price, $taxed, 'cart');
            Panel::container()['mod_service']('Invoice')->approveInvoice($invoice, ['id' => Rows::id($invoice)]);
            Probe::at(self::CHECKED_OUT);
            $fails && throw new \DomainException('the checkout fails');
        };
        try {
            Profile::is('main') ? Panel::container()['em']->wrapInTransaction($work) : $this->inTransaction($work);
        } catch (\DomainException) {
            // As planned.
        }
    }

    private function inTransaction(callable $work): void
    {
        $pdo = Panel::container()['pdo'];
        $pdo->beginTransaction();
        try {
            $work();
            $pdo->commit();
        } catch (\Throwable $failure) {
            $pdo->rollBack();
            throw $failure;
        }
    }

    private function deleteLines(): void
    {
        foreach (Rows::sql("SELECT id FROM invoice_item WHERE invoice_id = ? AND rel_id LIKE 'sla:%'", [$this->named()]) as $row) {
            $this->api()->invoice_item_delete(['id' => $row['id']]);
        }
    }

    /**
     * Crons until nothing changes; then staff approve what was cut off before its approval, and an invoice for everybody that still has
     * credit, large enough for all of it; and crons again. The books of each step are left for the judge.
     */
    private function settle(): void
    {
        $books = ['quiet' => $this->untilQuiet()];
        foreach (Rows::sql("SELECT DISTINCT i.id FROM invoice i JOIN invoice_item l ON l.invoice_id = i.id WHERE i.approved = 0 AND i.status = 'unpaid' AND l.rel_id LIKE 'sla:%'") as $row) {
            $this->api()->invoice_approve(['id' => $row['id']]);
        }
        foreach (Rows::sql("SELECT DISTINCT e.client_id FROM mod_makegood_entries e JOIN mod_makegood_postings p ON p.entry_id = e.id WHERE p.state = 'ready'") as $row) {
            $client = (int) $row['client_id'];
            $this->api()->invoice_approve(['id' => Rows::id(FossCompany::draft($client, '1000.00', (int) ($client === 4), 'last'))]);
        }
        $books['end'] = $this->untilQuiet();
        file_put_contents($this->plan['dir'] . '/books', serialize($books));
    }

    /** @return ?FossBooks when a cron changed nothing any more; null: that does not come */
    private function untilQuiet(): ?FossBooks
    {
        for ($before = null, $cron = 0; $cron < self::CRONS; $cron++, $before = $books) {
            $this->minutes += self::STEP_MIN;
            Clock::travel(gmdate('Y-m-d\TH:i:s\Z', strtotime('2026-04-06T06:00:00Z') + 60 * $this->minutes));
            Panel::boot(Panel::root());
            People::logInAdmin(1);
            Cron::run();
            $books = FossBooks::read(Panel::container()['pdo']);
            if ($before !== null && $before->fingerprint() === $books->fingerprint()) {
                return $books;
            }
        }

        return null;
    }

    private function named(): int
    {
        return (int) Rows::sql('SELECT MAX(id) AS id FROM invoice WHERE text_1 = ?', [$this->plan['draft']])[0]['id'];
    }

    private function api(): object
    {
        return Panel::container()['api_admin'];
    }
}
