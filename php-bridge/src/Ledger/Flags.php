<?php

/**
 * What a service's credit may be forfeited for, with the time in which it held: a month is judged by what was so when it became due,
 * whatever happens later. From the panel by difference, or written down by a person.
 */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Flags
{
    /** The core's closed list. */
    public const WORDS = ['cancelled', 'unpaid', 'chargeback', 'discounted'];
    public const PANEL = 'panel';
    public const MANUAL = 'manual';
    private const TABLE = 'mod_makegood_flags';

    public function __construct(private readonly Db $db)
    {
    }

    public function add(string $serviceId, string $flag, string $origin, int $fromMs, ?string $note, string $by): string
    {
        if (!in_array($flag, self::WORDS, true)) {
            throw new DoesNotFit('this flag is not known');
        }
        return $this->db->insert(self::TABLE, [
            'service_id' => Fits::ascii($serviceId, Fits::ID, 'service'),
            'flag' => $flag,
            'origin' => $origin,
            'from_ms' => $fromMs,
            'to_ms' => null,
            'note' => $note === null ? null : Fits::bytes($note, Fits::NOTE, 'note'),
            'created_by' => Fits::bytes($by, Fits::LABEL, 'actor'),
            'ended_by' => null,
        ]);
    }

    /** It held until this instant; nowhere if that is not after its beginning. @return bool false when it had ended before */
    public function end(string $id, int $toMs, string $by): bool
    {
        return $this->db->run('UPDATE ' . self::TABLE . ' SET to_ms = CASE WHEN from_ms < ? THEN ? ELSE from_ms END, ended_by = ? WHERE id = ? AND to_ms IS NULL', [
            $toMs, $toMs, Fits::bytes($by, Fits::LABEL, 'actor'), (int) $id,
        ]) === 1;
    }

    /** A person takes back what was a mistake: it never held. @return bool false when it had ended before */
    public function withdraw(string $id, string $by): bool
    {
        return $this->db->run('UPDATE ' . self::TABLE . " SET to_ms = from_ms, ended_by = ? WHERE id = ? AND to_ms IS NULL AND origin = 'manual'", [
            Fits::bytes($by, Fits::LABEL, 'actor'), (int) $id,
        ]) === 1;
    }

    /** @return array<string, mixed>|null */
    public function byId(string $id): ?array
    {
        return $this->db->row('SELECT * FROM ' . self::TABLE . ' WHERE id = ?', [(int) $id]);
    }

    /** @return list<string> what held at an instant, each once, sorted */
    public function at(string $serviceId, int $ms): array
    {
        $rows = $this->db->rows('SELECT DISTINCT flag FROM ' . self::TABLE . ' WHERE service_id = ? AND from_ms <= ? AND (to_ms IS NULL OR to_ms > ?) ORDER BY flag', [
            $serviceId, $ms, $ms,
        ]);
        return array_map('strval', array_column($rows, 'flag'));
    }

    /** @return array<string, string> `service/flag` => id, of those from the panel that hold now */
    public function openOfPanel(): array
    {
        $open = [];
        foreach ($this->db->rows('SELECT id, service_id, flag FROM ' . self::TABLE . " WHERE origin = 'panel' AND to_ms IS NULL") as $row) {
            $open[$row['service_id'] . '/' . $row['flag']] = (string) $row['id'];
        }
        return $open;
    }

    /** @return list<array<string, mixed>> those that people wrote, newest first */
    public function byHand(int $limit): array
    {
        return $this->db->rows('SELECT * FROM ' . self::TABLE . " WHERE origin = 'manual' ORDER BY id DESC LIMIT " . $limit);
    }
}
