<?php

/** What will be decided for a client if nothing else happens: one request and its answer for each currency. Never an entry. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Forecasts
{
    private const TABLE = 'mod_makegood_forecasts';
    private const PAGE = 50;

    public function __construct(private readonly Db $db)
    {
    }

    /** In place of what stood there. */
    public function put(string $clientId, string $currency, int $asOfMs, string $request, string $answer, int $nowMs): void
    {
        $key = ['client_id' => Fits::ascii($clientId, Fits::ID, 'client'), 'currency' => Fits::ascii($currency, 3, 'currency')];
        $this->db->put(self::TABLE, $key, ['as_of_ms' => $asOfMs, 'request' => $request, 'answer' => $answer, 'made_ms' => $nowMs]);
    }

    /** @return list<array<string, mixed>> by currency */
    public function ofClient(string $clientId): array
    {
        return $this->db->rows('SELECT * FROM ' . self::TABLE . ' WHERE client_id = ? ORDER BY currency', [$clientId]);
    }

    /** A few in memory at a time. @return \Generator<array<string, mixed>> by client, currency */
    public function all(): \Generator
    {
        $after = ['', ''];
        do {
            $page = $this->db->rows('SELECT * FROM ' . self::TABLE . ' WHERE client_id > ? OR (client_id = ? AND currency > ?)'
                . ' ORDER BY client_id, currency LIMIT ' . self::PAGE, [$after[0], $after[0], $after[1]]);
            foreach ($page as $row) {
                $after = [(string) $row['client_id'], (string) $row['currency']];
                yield $row;
            }
        } while (count($page) === self::PAGE);
    }

    public function forget(string $clientId, string $currency): void
    {
        $this->db->run('DELETE FROM ' . self::TABLE . ' WHERE client_id = ? AND currency = ?', [$clientId, $currency]);
    }
}
