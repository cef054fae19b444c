<?php

/** Monitor accounts that may report: vendor, independence, and the digest of a secret that is not kept. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Sources
{
    /** The panel's own network issues and server status: made by the run that first finds some, never by a person. */
    public const PANEL = 'panel';
    /** A person adds no source of these: they are made when they are first needed. */
    public const BUILT_IN = ['manual', self::PANEL];
    public const LEVELS = ['server', 'own', 'thirdParty'];
    public const SIGNINGS = ['checkly', 'grafana', 'sns', 'hmac'];
    /** Settings that a person may change: column => may be null. */
    private const SETTINGS = [
        'independence_group' => false, 'level' => true, 'weight' => false, 'start_delay_ms' => false, 'end_delay_ms' => false, 'tolerance_ms' => false,
        'expect_every_ms' => true, 'expires_after_ms' => true, 'own_quorum' => true, 'mapping_hash' => true,
    ];
    private const TABLE = 'mod_makegood_sources';
    private const FORMER = 'mod_makegood_former_secrets';
    /** When it was heard last its messages say: writing it down here would make every message of a storm wait for one row. */
    private const SELECT = 'SELECT s.*, (SELECT d.received_ms FROM mod_makegood_deliveries d WHERE d.source_id = s.id AND d.state <> \'refused\''
        . ' AND d.channel = \'webhook\' ORDER BY d.id DESC LIMIT 1) AS heard_ms FROM mod_makegood_sources s';

    public function __construct(private readonly Db $db)
    {
    }

    /** @return string the new source's id */
    public function add(string $vendor, string $name, string $group, string $digest, int $nowMs): string
    {
        return $this->db->insert(self::TABLE, [
            'vendor' => Fits::ascii($vendor, Fits::WORD, 'vendor'),
            'name' => Fits::bytes($name, Fits::LABEL, 'source name'),
            'independence_group' => Fits::bytes($group, Fits::ID, 'independence group'),
            'digest' => Fits::hash($digest, 'digest'),
            'enabled' => true,
            'trusted' => false,
            'created_ms' => $nowMs,
            'last_ms' => null,
        ]);
    }

    /** @return array<string, mixed>|null */
    public function byId(string $id): ?array
    {
        $row = $this->db->row(self::SELECT . ' WHERE s.id = ?', [(int) $id]);
        return $row === null ? null : self::withLast($row);
    }

    /** @return list<array<string, mixed>> */
    public function all(): array
    {
        return array_map(self::withLast(...), $this->db->rows(self::SELECT . ' ORDER BY s.id'));
    }

    /** @return array<string, array{digest: string, signs: bool}> by id: what the mirror says */
    public function callers(): array
    {
        $callers = [];
        foreach ($this->db->rows('SELECT id, digest, signing FROM ' . self::TABLE . ' ORDER BY id') as $row) {
            $callers[(string) $row['id']] = ['digest' => (string) $row['digest'], 'signs' => $row['signing'] !== null];
        }
        return $callers;
    }

    /** Another secret: with the one before nothing is believed that comes from now on. What came with it until now, still is. */
    public function rotate(string $id, string $digest, int $nowMs): void
    {
        $this->db->transaction(function () use ($id, $digest, $nowMs): void {
            $former = (string) $this->db->value('SELECT digest FROM ' . self::TABLE . ' WHERE id = ?' . ($this->db->isSqlite() ? '' : ' FOR UPDATE'), [(int) $id]);
            $this->db->insert(self::FORMER, [
                'source_id' => (int) $id, 'digest' => Fits::hash($former, 'digest'), 'ended_ms' => $nowMs, 'last_delivery' => $this->lastDelivery(),
            ]);
            $this->update($id, ['digest' => Fits::hash($digest, 'digest')]);
        });
    }

    /** @return array{ended_ms: int|string, last_delivery: int|string}|null when a secret of the source ended, and the last message that came before; null: it never was one, or still is */
    public function ended(string $id, string $digest): ?array
    {
        return $this->db->row('SELECT ended_ms, last_delivery FROM ' . self::FORMER . ' WHERE source_id = ? AND digest = ? ORDER BY id DESC LIMIT 1', [(int) $id, $digest]);
    }

    public function setEnabled(string $id, bool $enabled): void
    {
        $this->db->run('UPDATE ' . self::TABLE . ' SET enabled = ? WHERE id = ?', [$enabled, (int) $id]);
    }

    public function setTrusted(string $id, bool $trusted): void
    {
        $this->db->run('UPDATE ' . self::TABLE . ' SET trusted = ? WHERE id = ?', [$trusted, (int) $id]);
    }

    /**
     * Sets some of the settings; the others stay.
     *
     * @param array<string, int|string|null> $settings column => value
     */
    public function set(string $id, array $settings): void
    {
        foreach ($settings as $column => $value) {
            if (!isset(self::SETTINGS[$column]) || ($value === null && !self::SETTINGS[$column])) {
                throw new \InvalidArgumentException($column . ' cannot be set so');
            }
        }
        if ($settings !== []) {
            $this->update($id, $settings);
        }
    }

    /** @param ?string $sealed the secret as Vault sealed it; null: none (SNS needs none) */
    public function setSigning(string $id, ?string $kind, ?string $sealed): void
    {
        // Another secret is no other beginning.
        $this->db->run('UPDATE ' . self::TABLE . ' SET signed_after = CASE WHEN signing IS NULL THEN ? ELSE COALESCE(signed_after, 0) END, signing = ?, signing_secret = ?'
            . ' WHERE id = ?', [$this->lastDelivery(), $kind, $sealed, (int) $id]);
    }

    /** @param ?string $sealed the key as Vault sealed it; @param ?string $settings JSON; both null: no history is pulled any more */
    public function setApi(string $id, ?string $sealed, ?string $settings): void
    {
        $this->update($id, ['api_secret' => $sealed, 'api_settings' => $settings, 'pull_cursor_ms' => null, 'pull_problem' => null]);
    }

    /** @return list<array<string, mixed>> those whose history can be pulled */
    public function pulling(): array
    {
        return $this->db->rows('SELECT * FROM ' . self::TABLE . ' WHERE api_secret IS NOT NULL OR api_settings IS NOT NULL ORDER BY id');
    }

    /** The history up to the cursor is here. */
    public function pulled(string $id, int $cursorMs, int $nowMs): void
    {
        $this->update($id, ['pull_cursor_ms' => $cursorMs, 'pull_problem' => null, 'pulled_ms' => $nowMs]);
    }

    /** @param string $problem a sentence for a person, without any secret */
    public function pullFailed(string $id, string $problem): void
    {
        $this->update($id, ['pull_problem' => $problem]);
    }

    /** Counts a message whose signature was not right. */
    public function refused(string $id): void
    {
        $this->db->run('UPDATE ' . self::TABLE . ' SET refused = refused + 1 WHERE id = ?', [(int) $id]);
    }

    /** @return ?string id of the first source of a vendor */
    public function ofVendor(string $vendor): ?string
    {
        $id = $this->db->value('SELECT MIN(id) FROM ' . self::TABLE . ' WHERE vendor = ?', [$vendor]);
        return $id === null ? null : (string) $id;
    }

    /** The messages' own numbers say what came before what: web servers' clocks differ. Who is just storing one is waited for. */
    private function lastDelivery(): int
    {
        return (int) $this->db->value('SELECT id FROM mod_makegood_deliveries ORDER BY id DESC LIMIT 1' . ($this->db->isSqlite() ? '' : ' FOR UPDATE'));
    }

    /** @param array<string, mixed> $row @return array<string, mixed> */
    private static function withLast(array $row): array
    {
        $row['last_ms'] = $row['heard_ms'] ?? $row['last_ms'];
        unset($row['heard_ms']);
        return $row;
    }

    /** @param array<string, int|string|null> $values */
    private function update(string $id, array $values): void
    {
        $columns = implode(', ', array_map(static fn (string $column): string => $column . ' = ?', array_keys($values)));
        $this->db->run('UPDATE ' . self::TABLE . " SET $columns WHERE id = ?", [...array_values($values), (int) $id]);
    }
}
