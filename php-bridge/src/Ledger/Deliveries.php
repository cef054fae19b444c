<?php

/** Every message of a monitor as it came, before anybody understood it; none is dropped as a duplicate. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Deliveries
{
    public const QUERY_MAX = 65_535;
    public const WEBHOOK = 'webhook';
    public const HISTORY = 'history';
    /** Its signature is still to be checked: nobody reads it before. */
    public const UNCHECKED = 'unchecked';
    /** Its signature is not right, or the secret that came with it: nobody reads it ever. */
    public const REFUSED = 'refused';
    private const TABLE = 'mod_makegood_deliveries';

    public function __construct(private readonly Db $db)
    {
    }

    /**
     * @param ?string $spoolHash names the spool file it came from, so that a file is never taken in twice
     * @param string $channel    WEBHOOK, or HISTORY: the answer to a question of ours, which `query` says
     * @param array<string, string> $headers lower-case name => value, those of the closed list
     * @param string $state      `new`, UNCHECKED or REFUSED
     * @param ?string $problem   JSON, see Problem
     * @return bool false when that spool file was taken in before
     */
    public function add(
        string $sourceId,
        int $receivedMs,
        string $contentType,
        string $query,
        string $body,
        ?string $spoolHash = null,
        string $channel = self::WEBHOOK,
        array $headers = [],
        string $state = 'new',
        ?string $problem = null,
    ): bool {
        return $this->db->insertNew(self::TABLE, [
            'source_id' => (int) $sourceId,
            'received_ms' => $receivedMs,
            'content_type' => Fits::bytes($contentType, Fits::LABEL, 'content type'),
            'query' => Fits::bytes($query, self::QUERY_MAX, 'query'),
            'body' => $body,
            'state' => $state,
            'problem' => $problem,
            'drained_ms' => null,
            'spool_hash' => $spoolHash,
            'channel' => $channel,
            'headers' => $headers === [] ? null : json_encode($headers, JSON_INVALID_UTF8_SUBSTITUTE | JSON_THROW_ON_ERROR),
        ]);
    }

    /**
     * The oldest messages not yet understood, at least one however large it is.
     *
     * @return list<array<string, mixed>> with vendor, mapping_hash, digest, signing and signed_after of their source, all null when there is none
     */
    public function fresh(int $limit, int $maxBytes): array
    {
        $sizes = $this->db->rows('SELECT id, LENGTH(body) + LENGTH(query) AS bytes FROM ' . self::TABLE
            . " WHERE state = 'new' ORDER BY id LIMIT " . $limit);
        $last = null;
        $sum = 0;
        foreach ($sizes as $row) {
            $sum += (int) $row['bytes'];
            if ($last !== null && $sum > $maxBytes) {
                break;
            }
            $last = (int) $row['id'];
        }
        return $last === null ? [] : $this->db->rows('SELECT d.*, s.vendor, s.mapping_hash, s.digest, s.signing, s.signed_after FROM ' . self::TABLE . ' d'
            . " LEFT JOIN mod_makegood_sources s ON s.id = d.source_id WHERE d.state = 'new' AND d.id <= ? ORDER BY d.id", [$last]);
    }

    /** @return list<array<string, mixed>> with an id above this one, whose signature is still to be checked; `signing`, `signing_secret` of their source */
    public function unchecked(int $afterId, int $limit): array
    {
        return $this->db->rows('SELECT d.*, s.signing, s.signing_secret FROM ' . self::TABLE . ' d JOIN mod_makegood_sources s ON s.id = d.source_id'
            . " WHERE d.state = 'unchecked' AND d.id > ? ORDER BY d.id LIMIT " . $limit, [$afterId]);
    }

    /** A message that somebody was let in with who has to sign: it waits for the check. @return bool false when it was drained before */
    public function uncheck(string $id): bool
    {
        return $this->db->run('UPDATE ' . self::TABLE . " SET state = 'unchecked' WHERE id = ? AND state = 'new'", [(int) $id]) === 1;
    }

    /** @param string $state `new` (its signature is right; what was presented was looked at before), `ignored` or REFUSED */
    public function checked(string $id, string $state, ?string $problem, int $nowMs): void
    {
        $this->db->run('UPDATE ' . self::TABLE . " SET presented = NULL, state = ?, problem = ?, drained_ms = ? WHERE id = ? AND state = 'unchecked'", [
            $state, $problem, $state === 'new' ? null : $nowMs, (int) $id,
        ]);
    }

    /** What a source said and nobody understood is read once more. @return int how many */
    public function readAgain(string $sourceId): int
    {
        return $this->db->run('UPDATE ' . self::TABLE . " SET state = 'new', problem = NULL, drained_ms = NULL WHERE source_id = ? AND state = 'unknown'", [(int) $sourceId]);
    }

    /** @return bool false when it was drained before */
    public function drained(string $id, string $state, ?string $problem, int $nowMs): bool
    {
        return $this->db->run('UPDATE ' . self::TABLE . " SET state = ?, problem = ?, drained_ms = ? WHERE id = ? AND state = 'new'", [
            Fits::ascii($state, Fits::WORD, 'delivery state'), $problem, $nowMs, (int) $id,
        ]) === 1;
    }

    /** @return list<array<string, mixed>> newest first */
    public function recent(int $limit, ?string $state = null): array
    {
        $where = $state === null ? '' : ' WHERE d.state = ?';
        return $this->db->rows('SELECT d.*, s.vendor, s.name AS source_name FROM ' . self::TABLE . ' d'
            . ' JOIN mod_makegood_sources s ON s.id = d.source_id' . $where . ' ORDER BY d.id DESC LIMIT ' . $limit, $state === null ? [] : [$state]);
    }

    public function countIn(string $state): int
    {
        return (int) $this->db->value('SELECT COUNT(*) FROM ' . self::TABLE . ' WHERE state = ?', [$state]);
    }

    public function count(): int
    {
        return (int) $this->db->value('SELECT COUNT(*) FROM ' . self::TABLE);
    }
}
