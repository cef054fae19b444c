<?php

/** Which policy version binds which product or service, from when; append only. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Assignments
{
    public const SCOPES = ['product', 'service'];
    private const TABLE = 'mod_makegood_assignments';

    public function __construct(private readonly Db $db)
    {
    }

    public function add(string $scope, string $scopeId, string $policyHash, int $fromMs, string $by, int $nowMs, string $kind = Policies::SLA): void
    {
        if (!in_array($scope, self::SCOPES, true)) {
            throw new DoesNotFit('an assignment is for a product or a service');
        }
        $this->db->insert(self::TABLE, [
            'scope' => $scope,
            'scope_id' => Fits::ascii($scopeId, Fits::ID, 'assignment'),
            'policy_hash' => Fits::hash($policyHash, 'policy'),
            'from_ms' => $fromMs,
            'created_ms' => $nowMs,
            'created_by' => Fits::bytes($by, Fits::LABEL, 'actor'),
            'kind' => Fits::ascii($kind, Fits::WORD, 'kind of policy'),
        ]);
    }

    /**
     * Of one instant's assignments to one scope the last one made counts.
     *
     * @return list<array<string, mixed>> scope, scope_id, policy_hash, from_ms; oldest first
     */
    public function of(string $serviceId, string $productId, string $kind = Policies::SLA): array
    {
        $latest = [];
        foreach (
            $this->db->rows('SELECT scope, policy_hash, from_ms FROM ' . self::TABLE
            . " WHERE kind = ? AND ((scope = 'service' AND scope_id = ?) OR (scope = 'product' AND scope_id = ?)) ORDER BY from_ms, id", [
                $kind, $serviceId, $productId,
            ]) as $row
        ) {
            $latest[$row['scope'] . '/' . $row['from_ms']] = $row;
        }
        return array_values($latest);
    }

    public function has(string $scope, string $scopeId, int $fromMs, string $kind = Policies::SLA): bool
    {
        return $this->db->value('SELECT 1 FROM ' . self::TABLE . ' WHERE kind = ? AND scope = ? AND scope_id = ? AND from_ms = ? LIMIT 1', [
            $kind, $scope, $scopeId, $fromMs,
        ]) !== null;
    }

    /** @return list<array<string, mixed>> newest first, with the policy's name */
    public function all(string $kind = Policies::SLA): array
    {
        return $this->db->rows('SELECT a.*, p.name AS policy_name FROM ' . self::TABLE . ' a'
            . ' LEFT JOIN mod_makegood_policies p ON p.hash = a.policy_hash WHERE a.kind = ? ORDER BY a.id DESC', [$kind]);
    }

    /**
     * Which version binds a service now: its own before its product's, the latest that has begun; of one instant the last one made.
     *
     * @return ?string the version's hash
     */
    public function inForce(string $serviceId, string $productId, int $nowMs, string $kind): ?string
    {
        $found = null;
        foreach ($this->of($serviceId, $productId, $kind) as $row) {
            if ((int) $row['from_ms'] <= $nowMs && ($found === null || $row['scope'] === 'service' || $found['scope'] === 'product')) {
                $found = $row;
            }
        }
        return $found === null ? null : (string) $found['policy_hash'];
    }
}
