<?php

/** Stands for the panel itself, which is not ours: its tables and its one call that adds credit. An adapter for a real panel has no such file. */

declare(strict_types=1);

namespace Makegood\Skeleton;

final class PanelApi
{
    private const TABLES = [
        'CREATE TABLE panel_clients (id INTEGER PRIMARY KEY, currency TEXT NOT NULL, credit TEXT NOT NULL)',
        'CREATE TABLE panel_services (id INTEGER PRIMARY KEY, client_id INTEGER NOT NULL, product_id INTEGER NOT NULL, server_id INTEGER, status TEXT NOT NULL, name TEXT NOT NULL, amount TEXT NOT NULL, months INTEGER NOT NULL, next_due TEXT NOT NULL)',
        'CREATE TABLE panel_invoices (id INTEGER PRIMARY KEY, client_id INTEGER NOT NULL, status TEXT NOT NULL)',
        'CREATE TABLE panel_invoice_lines (id INTEGER PRIMARY KEY, invoice_id INTEGER NOT NULL, service_id INTEGER NOT NULL, from_day TEXT NOT NULL, months INTEGER NOT NULL, amount TEXT NOT NULL)',
        'CREATE TABLE panel_credits (id INTEGER PRIMARY KEY, client_id INTEGER NOT NULL, amount TEXT NOT NULL, description TEXT NOT NULL)',
        'CREATE TABLE panel_activity (id INTEGER PRIMARY KEY, text TEXT NOT NULL)',
    ];

    public function __construct(private readonly \PDO $pdo)
    {
    }

    public function install(): void
    {
        array_map($this->pdo->exec(...), self::TABLES);
    }

    /** Two writes, as panels do: the log, then the balance. Cents are counted in whole numbers. */
    public function addCredit(string $clientId, string $amount, string $description): void
    {
        $booked = self::decimal(self::cents($amount));
        $this->pdo->prepare('INSERT INTO panel_credits (client_id, amount, description) VALUES (?, ?, ?)')->execute([$clientId, $booked, $description]);
        $rows = $this->pdo->prepare('SELECT amount FROM panel_credits WHERE client_id = ?');
        $rows->execute([$clientId]);
        $sum = array_sum(array_map(self::cents(...), $rows->fetchAll(\PDO::FETCH_COLUMN)));
        $this->pdo->prepare('UPDATE panel_clients SET credit = ? WHERE id = ?')->execute([self::decimal($sum), $clientId]);
    }

    private static function cents(string $amount): int
    {
        [$whole, $fraction] = explode('.', $amount) + [1 => ''];
        return (int) ($whole . substr(str_pad($fraction, 2, '0'), 0, 2));
    }

    private static function decimal(int $cents): string
    {
        return substr_replace(str_pad((string) $cents, 3, '0', STR_PAD_LEFT), '.', -2, 0);
    }
}
