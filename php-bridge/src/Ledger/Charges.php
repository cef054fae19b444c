<?php

/** Paid invoice lines as they were first read: what settings or staff change afterwards moves no money on settled months. */

declare(strict_types=1);

namespace Makegood\Ledger;

use Makegood\Panel\Charge;

final class Charges
{
    private const TABLE = 'mod_makegood_charges';

    public function __construct(private readonly Db $db)
    {
    }

    /**
     * Takes in the lines that are new; a known one stays as it is. A line that is no price leaves an event, once, and no charge.
     *
     * @param list<Charge> $charges
     */
    public function keep(string $serviceId, array $charges, int $nowMs): void
    {
        $known = array_flip(array_column($this->db->rows('SELECT charge_id FROM ' . self::TABLE . ' WHERE service_id = ?', [$serviceId]), 'charge_id'));
        foreach ($charges as $charge) {
            if (!isset($known[$charge->id])) {
                $this->add($serviceId, $charge, $nowMs);
            }
        }
    }

    /** @return list<Charge> usable ones, by first day */
    public function ofService(string $serviceId): array
    {
        return array_map(static fn (array $row): Charge => new Charge(
            (string) $row['charge_id'],
            (string) $row['from_day'],
            (int) $row['months'],
            (string) $row['amount'],
            $row['tax'] === null ? null : json_decode((string) $row['tax'], true, 8, JSON_THROW_ON_ERROR),
            true,
            (string) $row['kind'],
            $row['cash'] === null ? null : (string) $row['cash'],
        ), $this->db->rows('SELECT * FROM ' . self::TABLE . ' WHERE service_id = ? AND usable = 1 ORDER BY from_day, charge_id', [$serviceId]));
    }

    /**
     * What of the service's lines was paid in cash, each line once, when it is first asked for.
     *
     * @param callable(): array<string, string> $read charge => the part that was not paid by account credit; a line that is not there: all of it
     */
    public function learnCash(string $serviceId, callable $read): void
    {
        $unknown = array_column($this->db->rows('SELECT charge_id FROM ' . self::TABLE . ' WHERE service_id = ? AND cash_known = 0', [$serviceId]), 'charge_id');
        $cash = $unknown === [] ? [] : $read();
        foreach (array_map('strval', $unknown) as $id) {
            $part = $cash[$id] ?? null;
            $this->db->run('UPDATE ' . self::TABLE . ' SET cash = ?, cash_known = 1 WHERE charge_id = ? AND cash_known = 0', [
                $part === null ? null : Fits::amount($part, 'cash part of a charge'), $id,
            ]);
        }
    }

    private function add(string $serviceId, Charge $charge, int $nowMs): void
    {
        $usable = $charge->usable && preg_match('/^\d{1,30}(\.\d{1,4})?$/D', $charge->amount) === 1;
        $isNew = $this->db->insertNew(self::TABLE, [
            'charge_id' => Fits::ascii($charge->id, Fits::ID, 'charge'),
            'service_id' => Fits::ascii($serviceId, Fits::ID, 'service'),
            'from_day' => Fits::ascii($charge->from, Fits::WORD, 'first day of a charge'),
            'months' => $charge->months,
            'amount' => $usable ? $charge->amount : '0',
            'tax' => $charge->tax === null ? null : json_encode($charge->tax, JSON_THROW_ON_ERROR),
            'usable' => $usable,
            'first_ms' => $nowMs,
            'kind' => Fits::ascii($charge->kind, Fits::WORD, 'kind of a charge'),
            'cash' => null,
            'cash_known' => false,
        ]);
        if ($isNew && !$usable) {
            (new Events($this->db))->add('charge.unusable', $charge->id, ['service' => $serviceId, 'stored' => $charge->amount], $nowMs);
        }
    }
}
