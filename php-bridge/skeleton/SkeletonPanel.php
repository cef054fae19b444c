<?php

/**
 * An adapter to begin a new one from: whole and tested, on the five tables that every billing panel has in some form
 * (clients, services, invoices with lines, a credit log). Replace query by query by what your panel documents.
 */

declare(strict_types=1);

namespace Makegood\Skeleton;

use Makegood\Clock;
use Makegood\Instant;
use Makegood\Panel\Charge;
use Makegood\Panel\CreditRow;
use Makegood\Panel\Invoicing;
use Makegood\Panel\Offsets;
use Makegood\Panel\Panel;
use Makegood\Panel\ServiceFacts;
use Makegood\Panel\UnableToPost;
use Makegood\Panel\UnableToRead;
use Makegood\Panel\UpcomingInvoice;
use Makegood\Panel\UpcomingLine;

final class SkeletonPanel implements Panel
{
    /** Decimals that this panel keeps, whatever the currency. */
    private const SCALE = 2;
    /** Days before the due date on which it makes an invoice. */
    private const AHEAD = 14;
    private const BILLS = 2;

    /** @param \PDO $pdo the panel's own connection, errors as exceptions: the ledger's tables live there too */
    public function __construct(private readonly \PDO $pdo, private readonly string $url)
    {
    }

    public function name(): string
    {
        return 'skeleton';
    }

    public function now(): int
    {
        return Clock::nowMs();
    }

    public function pdo(): \PDO
    {
        return $this->pdo;
    }

    public function installationUrl(): string
    {
        return $this->url;
    }

    /** In the panel's own way, if it has one: a transaction that it does not know of may break its own. */
    public function transactional(callable $work): mixed
    {
        $this->pdo->beginTransaction();
        try {
            $result = $work();
            $this->pdo->commit();
            return $result;
        } catch (\Throwable $failure) {
            $this->pdo->rollBack();
            throw $failure;
        }
    }

    /** What the panel can do, not what would be nice. A balance that never part-pays an invoice is no accountCredit: see Panel\Lines. */
    public function capabilities(): array
    {
        $codes = array_column($this->rows('SELECT DISTINCT currency FROM panel_clients ORDER BY currency'), 'currency');
        return ['routes' => ['accountCredit'], 'postableScale' => array_map(static fn (string $code): array => ['currency' => $code, 'scale' => self::SCALE], $codes)];
    }

    public function services(): iterable
    {
        $sql = 'SELECT s.*, c.currency FROM panel_services s JOIN panel_clients c ON c.id = s.client_id ORDER BY s.id';
        foreach ($this->rows($sql) as $row) {
            yield new ServiceFacts(
                id: (string) $row['id'],
                clientId: (string) $row['client_id'],
                productId: (string) $row['product_id'],
                server: $row['server_id'] === null ? null : (string) $row['server_id'],
                // The panel's words on the left. One that is not known stops the reading: it must not become "active".
                state: match ((string) $row['status']) {
                    'Active' => 'active',
                    'Suspended' => 'suspended',
                    'Pending' => 'pending',
                    'Cancelled', 'Terminated' => 'ended',
                    default => throw new UnableToRead('Service ' . $row['id'] . ' is in a state that is not known: ' . $row['status']),
                },
                currency: (string) $row['currency'],
                recurringAmount: (string) $row['amount'],
                recurringMonths: (int) $row['months'],
                tax: null,
                label: (string) $row['name'],
            );
        }
    }

    public function charges(string $serviceId): array
    {
        $sql = "SELECT l.* FROM panel_invoice_lines l JOIN panel_invoices i ON i.id = l.invoice_id WHERE l.service_id = ? AND i.status = 'Paid'";
        return array_map(
            static fn (array $row): Charge => new Charge((string) $row['id'], (string) $row['from_day'], (int) $row['months'], (string) $row['amount'], null),
            $this->rows($sql, [$serviceId]),
        );
    }

    public function maintenance(): iterable
    {
        return [];
    }

    public function currency(string $clientId): string
    {
        return (string) $this->client($clientId)['currency'];
    }

    public function balance(string $clientId): string
    {
        return (string) $this->client($clientId)['credit'];
    }

    public function creditRows(string $clientId, string $afterId): array
    {
        $this->client($clientId);
        return array_map(
            static fn (array $row): CreditRow => new CreditRow((string) $row['id'], (string) $row['amount'], (string) $row['description']),
            $this->rows('SELECT * FROM panel_credits WHERE client_id = ? AND id > ? ORDER BY id', [$clientId, (int) $afterId]),
        );
    }

    public function lastCreditId(string $clientId): string
    {
        $this->client($clientId);
        return (string) ($this->rows('SELECT MAX(id) AS id FROM panel_credits WHERE client_id = ?', [$clientId])[0]['id'] ?? '0');
    }

    /** A real panel has a call for this; its tables are never written by us. What it returns is looked at, not believed. */
    public function addCredit(string $clientId, string $amount, string $description): void
    {
        if (preg_match('/^\d{1,12}(\.\d{1,2}0*)?$/D', $amount) !== 1 || trim($amount, '0.') === '') {
            throw new UnableToPost('the panel books at most two decimals of an amount above zero, so it cannot book ' . $amount);
        }
        try {
            $this->client($clientId);
            (new PanelApi($this->pdo))->addCredit($clientId, $amount, $description);
        } catch (\RuntimeException $failure) {
            throw new UnableToPost($failure->getMessage(), 0, $failure);
        }
    }

    public function invoicing(string $clientId): Invoicing
    {
        $this->client($clientId);
        return new Invoicing(self::SCALE, true, null);
    }

    public function upcomingInvoices(string $clientId): array
    {
        $this->client($clientId);
        $lines = [];
        foreach ($this->rows("SELECT * FROM panel_services WHERE client_id = ? AND status = 'Active' ORDER BY id", [$clientId]) as $row) {
            for ($bill = 0; $bill < self::BILLS; $bill++) {
                $due = Instant::sameDay((string) $row['next_due'], $bill * (int) $row['months']);
                $lines[$due][] = new UpcomingLine('service/' . $row['id'] . '/' . $due, (string) $row['name'], (string) $row['amount'], false);
            }
        }
        ksort($lines, SORT_STRING);
        $today = gmdate('Y-m-d', intdiv($this->now(), 1000));
        $created = static fn (string $due): string => max($today, (new \DateTimeImmutable($due))->modify('-' . self::AHEAD . ' days')->format('Y-m-d'));
        return array_map(static fn (string $due, array $ofDay): UpcomingInvoice => new UpcomingInvoice($due, $created($due), $due, $ofDay), array_keys($lines), $lines);
    }

    public function offsets(string $zone, int $fromMs, int $toMs): array
    {
        return Offsets::between($zone, $fromMs, $toMs);
    }

    public function log(string $message): void
    {
        $this->pdo->prepare('INSERT INTO panel_activity (text) VALUES (?)')->execute(['Makegood: ' . $message]);
    }

    /** @return array<string, mixed> @throws UnableToRead */
    private function client(string $id): array
    {
        return $this->rows('SELECT * FROM panel_clients WHERE id = ?', [$id])[0] ?? throw new UnableToRead('There is no client ' . $id . '.');
    }

    /**
     * Amounts are read as text: a float of the driver would have lost what it lost before we see it.
     *
     * @param list<string|int> $values
     *
     * @return list<array<string, mixed>>
     */
    private function rows(string $sql, array $values = []): array
    {
        try {
            $statement = $this->pdo->prepare($sql);
            $statement->execute($values);
            return $statement->fetchAll(\PDO::FETCH_ASSOC);
        } catch (\PDOException $failure) {
            throw new UnableToRead('The panel cannot be read: ' . $failure->getMessage(), 0, $failure);
        }
    }
}
