<?php

/** What each source watches, and which server or service a person mapped it to. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Targets
{
    private const TABLE = 'mod_makegood_targets';
    /** column of the source => the contract's word and its default */
    private const SETTINGS = [
        'level' => ['level', null],
        'weight' => ['weight', 1],
        'start_delay_ms' => ['startDelayMs', 0],
        'end_delay_ms' => ['endDelayMs', 0],
        'tolerance_ms' => ['toleranceMs', 0],
        'expect_every_ms' => ['expectEveryMs', null],
        'expires_after_ms' => ['expiresAfterMs', null],
        'own_quorum' => ['ownQuorum', null],
    ];

    public function __construct(private readonly Db $db)
    {
    }

    /** Remembers a target that a message named; the newest label and address win, a message without them takes none away. */
    public function seen(string $sourceId, string $target, ?string $label, ?string $address): void
    {
        $hash = self::hash($target);
        $shown = [Fits::shown($label), Fits::shown($address)];
        $known = $this->db->row('SELECT id, label, address FROM ' . self::TABLE . ' WHERE source_id = ? AND target_hash = ?', [(int) $sourceId, $hash]);
        if ($known === null) {
            $this->db->insertNew(self::TABLE, [
                'source_id' => (int) $sourceId,
                'target' => Fits::bytes($target, Fits::TARGET, 'target'),
                'target_hash' => $hash,
                'label' => $shown[0],
                'address' => $shown[1],
                'subject' => null,
            ]);
            return;
        }
        $shown = [$shown[0] ?? $known['label'], $shown[1] ?? $known['address']];
        if ([$known['label'], $known['address']] !== $shown) {
            $this->db->run('UPDATE ' . self::TABLE . ' SET label = ?, address = ? WHERE id = ?', [...$shown, (int) $known['id']]);
        }
    }

    /** @param ?string $subject `server:<id>` or `service:<id>`; null takes the mapping away */
    public function map(string $id, ?string $subject): void
    {
        $this->db->run('UPDATE ' . self::TABLE . ' SET subject = ? WHERE id = ?', [
            $subject === null ? null : Fits::ascii($subject, Fits::SUBJECT, 'subject'), (int) $id,
        ]);
    }

    /** @return list<array<string, mixed>> */
    public function ofSource(string $sourceId): array
    {
        return $this->db->rows('SELECT * FROM ' . self::TABLE . ' WHERE source_id = ? ORDER BY id', [(int) $sourceId]);
    }

    /** @return array<string, mixed>|null */
    public function of(string $sourceId, string $targetHash): ?array
    {
        return $this->db->row('SELECT * FROM ' . self::TABLE . ' WHERE source_id = ? AND target_hash = ?', [(int) $sourceId, $targetHash]);
    }

    /** @return array<string, mixed>|null */
    public function byId(string $id): ?array
    {
        return $this->db->row('SELECT * FROM ' . self::TABLE . ' WHERE id = ?', [(int) $id]);
    }

    /** @return list<array<string, mixed>> with vendor and name of the source */
    public function all(): array
    {
        return $this->db->rows('SELECT t.*, s.vendor, s.name AS source_name FROM ' . self::TABLE . ' t'
            . ' JOIN mod_makegood_sources s ON s.id = t.source_id ORDER BY t.source_id, t.id');
    }

    /**
     * What is mapped now, with the weight of its source and what else its settings say.
     *
     * @return array<string, list<array{source: string, hash: string, group: string, enabled: bool, trusted: bool, settings?: array<string, mixed>}>>
     *         by subject, in a fixed order, without status pages, which never vote; `spoken`: it counts only where it says something; settings in the contract's words, those that are not the default
     */
    public function watching(): array
    {
        $columns = implode(', ', array_map(static fn (string $column): string => 's.' . $column, array_keys(self::SETTINGS)));
        $watching = [];
        foreach (
            $this->db->rows("SELECT t.subject, t.source_id, t.target_hash, s.vendor, s.independence_group, s.enabled, s.trusted, $columns FROM " . self::TABLE . ' t'
            . ' JOIN mod_makegood_sources s ON s.id = t.source_id WHERE t.subject IS NOT NULL AND s.vendor <> \'statuspage\' ORDER BY t.source_id, t.target_hash') as $row
        ) {
            $one = [
                'source' => (string) $row['source_id'],
                'hash' => (string) $row['target_hash'],
                'group' => (string) $row['independence_group'],
                'enabled' => (bool) $row['enabled'],
                'trusted' => (bool) $row['trusted'],
            ];
            $settings = self::settings($row);
            $one += $row['vendor'] === 'manual' ? ['spoken' => true] : [];
            $watching[$row['subject']][] = $settings === [] ? $one : $one + ['settings' => $settings];
        }
        return $watching;
    }

    /** @param array<string, mixed> $row @return array<string, int|string> */
    private static function settings(array $row): array
    {
        $settings = [];
        foreach (self::SETTINGS as $column => [$word, $default]) {
            $value = $row[$column] === null ? null : ($column === 'level' ? (string) $row[$column] : (int) $row[$column]);
            if ($value !== $default) {
                $settings[$word] = $value;
            }
        }
        return $settings;
    }

    public static function hash(string $target): string
    {
        return hash('sha256', $target);
    }
}
