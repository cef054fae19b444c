<?php

/** A panel of which one method does something else today. */

declare(strict_types=1);

namespace Makegood\Tests\Support;

use Makegood\Panel\Invoicing;
use Makegood\Panel\Panel;

final class PanelBut implements Panel
{
    /** @param array<string, \Closure> $instead method name => what it does */
    public function __construct(private readonly Panel $panel, private readonly array $instead)
    {
    }

    public function name(): string
    {
        return $this->call(__FUNCTION__, func_get_args());
    }

    public function now(): int
    {
        return $this->call(__FUNCTION__, func_get_args());
    }

    public function pdo(): \PDO
    {
        return $this->call(__FUNCTION__, func_get_args());
    }

    public function installationUrl(): string
    {
        return $this->call(__FUNCTION__, func_get_args());
    }

    public function transactional(callable $work): mixed
    {
        return $this->call(__FUNCTION__, func_get_args());
    }

    public function capabilities(): array
    {
        return $this->call(__FUNCTION__, func_get_args());
    }

    public function services(): iterable
    {
        return $this->call(__FUNCTION__, func_get_args());
    }

    public function charges(string $serviceId): array
    {
        return $this->call(__FUNCTION__, func_get_args());
    }

    public function maintenance(): iterable
    {
        return $this->call(__FUNCTION__, func_get_args());
    }

    public function currency(string $clientId): string
    {
        return $this->call(__FUNCTION__, func_get_args());
    }

    public function balance(string $clientId): string
    {
        return $this->call(__FUNCTION__, func_get_args());
    }

    public function creditRows(string $clientId, string $afterId): array
    {
        return $this->call(__FUNCTION__, func_get_args());
    }

    public function lastCreditId(string $clientId): string
    {
        return $this->call(__FUNCTION__, func_get_args());
    }

    public function addCredit(string $clientId, string $amount, string $description): void
    {
        $this->call(__FUNCTION__, func_get_args());
    }

    public function invoicing(string $clientId): Invoicing
    {
        return $this->call(__FUNCTION__, func_get_args());
    }

    public function upcomingInvoices(string $clientId): array
    {
        return $this->call(__FUNCTION__, func_get_args());
    }

    public function offsets(string $zone, int $fromMs, int $toMs): array
    {
        return $this->call(__FUNCTION__, func_get_args());
    }

    public function log(string $message): void
    {
        $this->call(__FUNCTION__, func_get_args());
    }

    /** @param list<mixed> $arguments */
    private function call(string $method, array $arguments): mixed
    {
        return isset($this->instead[$method]) ? ($this->instead[$method])(...$arguments) : $this->panel->$method(...$arguments);
    }
}
