<?php

/** A whole panel in memory: real credit log and balances, a clock set by hand. For tests and for reading. */

declare(strict_types=1);

namespace Makegood\Panel;

class InMemoryPanel implements Panel, SelfReport, Terms
{
    /** @var array<string, ServiceFacts> */
    public array $services = [];
    /** @var array<string, list<Charge>> by service id */
    public array $charges = [];
    /** @var array<string, list<Charge>> lines of add-ons, by service id */
    public array $addOns = [];
    /** @var array<string, int> by service id */
    public array $billingDays = [];
    /** @var array<string, list<string>> by service id */
    public array $flags = [];
    /** @var array<string, string> by charge id */
    public array $cash = [];
    /** @var array<string, string> by charge id */
    public array $refunds = [];
    /** @var list<MaintenanceWindow> */
    public array $maintenance = [];
    /** @var list<Issue> */
    public array $issues = [];
    /** @var list<ServerStatus> */
    public array $servers = [];
    /** @var list<string> */
    public array $logged = [];
    /** @var array{routes: list<string>, postableScale: list<array{currency: string, scale: int}>} */
    public array $capabilities = ['routes' => ['accountCredit'], 'postableScale' => []];
    /** Runs between the two writes of addCredit; whatever it throws leaves the credit half booked. */
    public ?\Closure $betweenWrites = null;

    /** @var array<string, string> client id => currency, where it is not that of the client's services */
    public array $currencies = [];

    public string $installationUrl = 'https://billing.example.com/';
    /** @var array<string, Invoicing> by client id; where there is none: two decimals, the balance is used, no tax */
    public array $invoicing = [];
    /** @var array<string, list<UpcomingInvoice>> by client id */
    public array $upcoming = [];

    /** @var array<string, int> client id => balance in hundredths */
    private array $hundredths = [];
    /** @var array<string, list<CreditRow>> by client id */
    private array $rows = [];
    private int $lastId = 0;

    public function __construct(private \PDO $pdo, public int $nowMs)
    {
    }

    public function name(): string
    {
        return 'memory';
    }

    public function now(): int
    {
        return $this->nowMs;
    }

    public function pdo(): \PDO
    {
        return $this->pdo;
    }

    public function installationUrl(): string
    {
        return $this->installationUrl;
    }

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

    public function capabilities(): array
    {
        return $this->capabilities;
    }

    public function services(): iterable
    {
        return array_values($this->services);
    }

    public function charges(string $serviceId): array
    {
        return $this->charges[$serviceId] ?? [];
    }

    public function billingDay(string $serviceId): ?int
    {
        return $this->billingDays[$serviceId] ?? null;
    }

    public function flags(): iterable
    {
        return $this->flags;
    }

    public function addOns(string $serviceId): array
    {
        return $this->addOns[$serviceId] ?? [];
    }

    public function cash(string $serviceId): array
    {
        return $this->cash;
    }

    public function refunded(string $chargeId): ?string
    {
        return $this->refunds[$chargeId] ?? null;
    }

    public function maintenance(): iterable
    {
        return $this->maintenance;
    }

    public function issues(): iterable
    {
        return $this->issues;
    }

    public function serverStatus(): iterable
    {
        return $this->servers;
    }

    /** Opens an empty account for a client. */
    public function addClient(string $clientId): void
    {
        $this->hundredths[$clientId] = 0;
        $this->rows[$clientId] = [];
    }

    public function currency(string $clientId): string
    {
        $this->known($clientId, UnableToRead::class);
        $own = array_values(array_filter($this->services, static fn (ServiceFacts $facts): bool => $facts->clientId === $clientId));
        return $this->currencies[$clientId] ?? ($own === [] ? 'USD' : $own[0]->currency);
    }

    public function balance(string $clientId): string
    {
        $this->known($clientId, UnableToRead::class);
        return self::decimal($this->hundredths[$clientId]);
    }

    public function creditRows(string $clientId, string $afterId): array
    {
        $this->known($clientId, UnableToRead::class);
        return array_values(array_filter(
            $this->rows[$clientId],
            static fn (CreditRow $row): bool => (int) $row->id > (int) $afterId,
        ));
    }

    public function lastCreditId(string $clientId): string
    {
        $this->known($clientId, UnableToRead::class);
        $rows = $this->rows[$clientId];
        return $rows === [] ? '0' : $rows[count($rows) - 1]->id;
    }

    public function addCredit(string $clientId, string $amount, string $description): void
    {
        $this->known($clientId, UnableToPost::class);
        if (!preg_match('/^(\d{1,12})(?:\.(\d{1,2})0*)?$/D', $amount, $m) || trim($amount, '0.') === '') {
            throw new UnableToPost('Amount must be in decimal format: ### or ###.##');
        }
        $booked = (int) ($m[1] . str_pad($m[2] ?? '', 2, '0'));
        $this->hundredths[$clientId] += $booked;
        if ($this->betweenWrites !== null) {
            ($this->betweenWrites)();
        }
        $this->rows[$clientId][] = new CreditRow((string) ++$this->lastId, self::decimal($booked), $description);
    }

    /** Takes it even where there is less. */
    public function removeCredit(string $clientId, string $amount, string $description): void
    {
        $this->known($clientId, UnableToPost::class);
        if (!preg_match('/^(\d{1,12})(?:\.(\d{1,2})0*)?$/D', $amount, $m) || trim($amount, '0.') === '') {
            throw new UnableToPost('Amount must be in decimal format: ### or ###.##');
        }
        $booked = -(int) ($m[1] . str_pad($m[2] ?? '', 2, '0'));
        $this->hundredths[$clientId] += $booked;
        if ($this->betweenWrites !== null) {
            ($this->betweenWrites)();
        }
        $this->rows[$clientId][] = new CreditRow((string) ++$this->lastId, self::decimal($booked), $description);
    }

    public function invoicing(string $clientId): Invoicing
    {
        $this->known($clientId, UnableToRead::class);
        return $this->invoicing[$clientId] ?? new Invoicing(2, true, null);
    }

    public function upcomingInvoices(string $clientId): array
    {
        $this->known($clientId, UnableToRead::class);
        $invoices = $this->upcoming[$clientId] ?? [];
        usort($invoices, static fn (UpcomingInvoice $a, UpcomingInvoice $b): int => [$a->createdOn, $a->dueOn] <=> [$b->createdOn, $b->dueOn]);
        return $invoices;
    }

    public function offsets(string $zone, int $fromMs, int $toMs): array
    {
        return Offsets::between($zone, $fromMs, $toMs);
    }

    public function log(string $message): void
    {
        $this->logged[] = $message;
    }

    /** @param class-string<\RuntimeException> $failure */
    private function known(string $clientId, string $failure): void
    {
        if (!isset($this->hundredths[$clientId])) {
            throw new $failure('Client ID Not Found');
        }
    }

    private static function decimal(int $hundredths): string
    {
        return ($hundredths < 0 ? '-' : '') . substr_replace(str_pad((string) abs($hundredths), 3, '0', STR_PAD_LEFT), '.', -2, 0);
    }
}
