<?php

/** Per client and currency: the ledger's revision and what it still owes below what a panel can book. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Clients
{
    private const TABLE = 'mod_makegood_clients';

    public function __construct(private readonly Db $db)
    {
    }

    /** @return array{revision: int, carry: string} revision 0 and carry 0 for a client without entries */
    public function state(string $clientId, string $currency): array
    {
        $row = $this->db->row('SELECT revision, carry FROM ' . self::TABLE . ' WHERE client_id = ? AND currency = ?', [$clientId, $currency]);
        return ['revision' => (int) ($row['revision'] ?? 0), 'carry' => (string) ($row['carry'] ?? '0')];
    }

    /**
     * Compare-and-swap: moves the client on by one revision.
     *
     * @throws LostRace when the client is not at the expected revision any more
     */
    public function advance(string $clientId, string $currency, int $expectedRevision, string $carry): void
    {
        if ($expectedRevision === 0) {
            $this->db->insertNew(self::TABLE, [
                'client_id' => Fits::ascii($clientId, Fits::ID, 'client'),
                'currency' => Fits::ascii($currency, 3, 'currency'),
                'revision' => 0,
                'carry' => '0',
            ]);
        }
        $moved = $this->db->run('UPDATE ' . self::TABLE . ' SET revision = ?, carry = ? WHERE client_id = ? AND currency = ? AND revision = ?', [
            $expectedRevision + 1, Fits::amount($carry, 'carry'), $clientId, $currency, $expectedRevision,
        ]);
        if ($moved !== 1) {
            throw new LostRace('the client\'s ledger moved on');
        }
    }
}
