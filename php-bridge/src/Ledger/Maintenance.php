<?php

/** Announced windows, as they were announced at the time; a change adds a row, it does not rewrite one. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Maintenance
{
    public const PANEL = 'panel';
    public const MANUAL = 'manual';
    public const STATUSPAGE = 'statuspage';
    private const TABLE = 'mod_makegood_maintenance';

    public function __construct(private readonly Db $db)
    {
    }

    /** @return string the new row's id */
    public function add(string $origin, ?string $panelRef, string $subject, int $fromMs, ?int $toMs, int $announcedMs, string $title): string
    {
        return $this->db->insert(self::TABLE, [
            'origin' => $origin,
            'panel_ref' => $panelRef === null ? null : Fits::ascii($panelRef, Fits::ID, 'maintenance reference'),
            'subject' => Fits::ascii($subject, Fits::SUBJECT, 'subject'),
            'from_ms' => $fromMs,
            'to_ms' => $toMs,
            'announced_ms' => $announcedMs,
            'title' => (string) Fits::shown($title),
            'withdrawn_ms' => null,
        ]);
    }

    /** @return bool false when it was withdrawn before */
    public function withdraw(string $id, int $nowMs): bool
    {
        return $this->db->run('UPDATE ' . self::TABLE . ' SET withdrawn_ms = ? WHERE id = ? AND withdrawn_ms IS NULL', [$nowMs, (int) $id]) === 1;
    }

    /** @return array<string, list<array<string, mixed>>> the panel's windows still in force, by reference, oldest row first */
    public function ofPanel(): array
    {
        $byRef = [];
        foreach ($this->db->rows('SELECT * FROM ' . self::TABLE . ' WHERE origin = ? AND withdrawn_ms IS NULL ORDER BY id', [self::PANEL]) as $row) {
            $byRef[$row['panel_ref']][] = $row;
        }
        return $byRef;
    }

    /** @return list<array<string, mixed>> rows in force of one window, oldest first */
    public function ofReference(string $origin, string $reference): array
    {
        return $this->db->rows('SELECT * FROM ' . self::TABLE . ' WHERE origin = ? AND panel_ref = ? AND withdrawn_ms IS NULL ORDER BY id', [$origin, $reference]);
    }

    /** @return list<array<string, mixed>> rows in force of one origin that reach beyond an instant */
    public function endingAfter(string $origin, int $ms): array
    {
        return $this->db->rows('SELECT * FROM ' . self::TABLE . ' WHERE origin = ? AND withdrawn_ms IS NULL AND to_ms > ? ORDER BY id', [$origin, $ms]);
    }

    /**
     * @param list<string> $subjects
     * @return list<array<string, mixed>> windows in force for these subjects that overlap [from, to)
     */
    public function touching(array $subjects, int $fromMs, int $toMs): array
    {
        $marks = implode(', ', array_fill(0, count($subjects), '?'));
        return $this->db->rows('SELECT * FROM ' . self::TABLE . " WHERE withdrawn_ms IS NULL AND subject IN ($marks)"
            . ' AND from_ms < ? AND (to_ms IS NULL OR to_ms > ?) ORDER BY from_ms, id', [...$subjects, $toMs, $fromMs]);
    }

    /** @return list<array<string, mixed>> newest first */
    public function all(): array
    {
        return $this->db->rows('SELECT * FROM ' . self::TABLE . ' ORDER BY from_ms DESC, id DESC');
    }
}
