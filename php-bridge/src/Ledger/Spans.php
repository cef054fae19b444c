<?php

/** History of each service: which server, state and price it had when. The panel keeps none. */

declare(strict_types=1);

namespace Makegood\Ledger;

use Makegood\Panel\ServiceFacts;

final class Spans
{
    private const TABLE = 'mod_makegood_spans';

    public function __construct(private readonly Db $db)
    {
    }

    /** @throws LostRace when a span of the service begins at that very instant already */
    public function open(ServiceFacts $facts, int $fromMs): void
    {
        $isNew = $this->db->insertNew(self::TABLE, [
            'service_id' => Fits::ascii($facts->id, Fits::ID, 'service'),
            'client_id' => Fits::ascii($facts->clientId, Fits::ID, 'client'),
            'product_id' => Fits::ascii($facts->productId, Fits::ID, 'product'),
            'server' => $facts->server === null ? null : Fits::ascii($facts->server, Fits::ID, 'server'),
            'state' => $facts->state,
            'currency' => Fits::ascii($facts->currency, 3, 'currency'),
            'recurring_amount' => $facts->recurringAmount === null ? null : Fits::amount($facts->recurringAmount, 'recurring amount'),
            'recurring_months' => $facts->recurringMonths,
            'tax' => self::tax($facts),
            'label' => (string) Fits::shown($facts->label),
            'from_ms' => $fromMs,
            'to_ms' => null,
        ]);
        if (!$isNew) {
            throw new LostRace('A span of service ' . $facts->id . ' begins at ' . $fromMs . ' already.');
        }
    }

    /** @return bool false when it was closed before */
    public function close(string $id, int $toMs): bool
    {
        return $this->db->run('UPDATE ' . self::TABLE . ' SET to_ms = ? WHERE id = ? AND to_ms IS NULL', [$toMs, (int) $id]) === 1;
    }

    /** Takes back a span that would have no length. @return bool false when it was closed before */
    public function drop(string $id): bool
    {
        return $this->db->run('DELETE FROM ' . self::TABLE . ' WHERE id = ? AND to_ms IS NULL', [(int) $id]) === 1;
    }

    public function relabel(string $id, string $label): void
    {
        $this->db->run('UPDATE ' . self::TABLE . ' SET label = ? WHERE id = ?', [(string) Fits::shown($label), (int) $id]);
    }

    /** @return array<string, non-empty-list<array<string, mixed>>> open spans by service id, oldest first; more than one is an accident */
    public function allOpen(): array
    {
        $open = [];
        foreach ($this->db->rows('SELECT * FROM ' . self::TABLE . ' WHERE to_ms IS NULL ORDER BY from_ms, id') as $row) {
            $open[$row['service_id']][] = $row;
        }
        return $open;
    }

    /** @return array<string, mixed>|null the newest if there are more */
    public function openOf(string $serviceId): ?array
    {
        return $this->db->row('SELECT * FROM ' . self::TABLE . ' WHERE service_id = ? AND to_ms IS NULL ORDER BY from_ms DESC LIMIT 1', [$serviceId]);
    }

    /**
     * Inside a transaction: as it is now, and nobody else changes the service's spans before the transaction ends.
     *
     * @return list<array<string, mixed>> open spans, oldest first
     */
    public function openForUpdate(string $serviceId): array
    {
        // SQLite has one writer at a time and refuses a write on what has been read and changed since.
        return $this->db->rows('SELECT * FROM ' . self::TABLE . ' WHERE service_id = ? AND to_ms IS NULL ORDER BY from_ms'
            . ($this->db->isSqlite() ? '' : ' FOR UPDATE'), [$serviceId]);
    }

    /** What the service was called when it was this client's; null when it never was. */
    public function labelOf(string $serviceId, string $clientId): ?string
    {
        $label = $this->db->value('SELECT label FROM ' . self::TABLE . ' WHERE service_id = ? AND client_id = ? ORDER BY from_ms DESC LIMIT 1', [
            $serviceId, $clientId,
        ]);
        return $label === null ? null : (string) $label;
    }

    /** @return list<array<string, mixed>> the service's spans that overlap [from, to), oldest first */
    public function ofService(string $serviceId, int $fromMs, int $toMs): array
    {
        return $this->db->rows('SELECT * FROM ' . self::TABLE . ' WHERE service_id = ? AND from_ms < ? AND (to_ms IS NULL OR to_ms > ?) ORDER BY from_ms', [
            $serviceId, $toMs, $fromMs,
        ]);
    }

    /** @return list<string> products that the service ever was of */
    public function productsOf(string $serviceId): array
    {
        return array_map('strval', array_column($this->db->rows('SELECT DISTINCT product_id FROM ' . self::TABLE . ' WHERE service_id = ?', [$serviceId]), 'product_id'));
    }

    /** @return list<string> services that a subject's outage over [from, to) can touch */
    public function servicesOf(string $subject, int $fromMs, int $toMs): array
    {
        [$kind, $id] = explode(':', $subject, 2) + [1 => ''];
        $column = $kind === 'service' ? 'service_id' : 'server';
        return array_column($this->db->rows('SELECT DISTINCT service_id FROM ' . self::TABLE
            . " WHERE $column = ? AND from_ms < ? AND (to_ms IS NULL OR to_ms > ?)", [$id, $toMs, $fromMs]), 'service_id');
    }

    /** @return ?int when a service, or the first one of a product, was first there; null: none is known */
    public function firstOf(string $scope, string $scopeId): ?int
    {
        $first = $this->db->value('SELECT MIN(from_ms) FROM ' . self::TABLE . ' WHERE ' . ($scope === 'service' ? 'service_id' : 'product_id') . ' = ?', [$scopeId]);
        return $first === null ? null : (int) $first;
    }

    /** @return ?int when the first service was seen that is known here; null: none is known */
    public function firstMs(): ?int
    {
        $first = $this->db->value('SELECT MIN(from_ms) FROM ' . self::TABLE);
        return $first === null ? null : (int) $first;
    }

    public function isEmpty(): bool
    {
        return $this->db->value('SELECT 1 FROM ' . self::TABLE . ' LIMIT 1') === null;
    }

    /** Whether an open span still tells the truth, but for its label. @param array<string, mixed> $span */
    public static function agrees(array $span, ServiceFacts $facts): bool
    {
        return [
            (string) $span['client_id'], (string) $span['product_id'], $span['server'] === null ? null : (string) $span['server'],
            (string) $span['state'], (string) $span['currency'], $span['recurring_amount'] === null ? null : (string) $span['recurring_amount'],
            $span['recurring_months'] === null ? null : (int) $span['recurring_months'], $span['tax'] === null ? null : (string) $span['tax'],
        ] === [
            $facts->clientId, $facts->productId, $facts->server,
            $facts->state, $facts->currency, $facts->recurringAmount,
            $facts->recurringMonths, self::tax($facts),
        ];
    }

    private static function tax(ServiceFacts $facts): ?string
    {
        return $facts->tax === null ? null : json_encode($facts->tax, JSON_THROW_ON_ERROR);
    }
}
