<?php

/** What people know of an outage beside its times: its component, how much it affected, when it was reported. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class OutageDetails
{
    private const TABLE = 'mod_makegood_outage_details';

    public function __construct(private readonly Db $db)
    {
    }

    /** Replaces what was known; nothing of it at all takes it away. @param ?string $affected per cent */
    public function put(string $outageKey, ?string $component, ?string $affected, ?int $reportedMs, string $by, int $nowMs): void
    {
        $this->db->put(self::TABLE, ['key_hash' => hash('sha256', $outageKey)], [
            'outage_key' => $outageKey,
            'component' => $component === null ? null : Fits::bytes($component, Fits::TARGET, 'component'),
            'affected' => $affected === null ? null : Fits::bytes($affected, Fits::AMOUNT, 'affected'),
            'reported_ms' => $reportedMs,
            'changed_ms' => $nowMs,
            'changed_by' => Fits::bytes($by, Fits::LABEL, 'actor'),
        ]);
    }

    /** @return array<string, mixed>|null */
    public function of(string $outageKey): ?array
    {
        return $this->db->row('SELECT * FROM ' . self::TABLE . ' WHERE key_hash = ?', [hash('sha256', $outageKey)]);
    }
}
