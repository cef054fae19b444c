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

    public function add(string $scope, string $scopeId, string $policyHash, int $fromMs, string $by, int $nowMs): void
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
        ]);
    }

    /**
     * Of one instant's assignments to one scope the last one made counts.
     *
     * @return list<array<string, mixed>> scope, scope_id, policy_hash, from_ms; oldest first
     */
    public function of(string $serviceId, string $productId): array
    {
        $latest = [];
        foreach (
            $this->db->rows('SELECT scope, policy_hash, from_ms FROM ' . self::TABLE
            . " WHERE (scope = 'service' AND scope_id = ?) OR (scope = 'product' AND scope_id = ?) ORDER BY from_ms, id", [$serviceId, $productId]) as $row
        ) {
            $latest[$row['scope'] . '/' . $row['from_ms']] = $row;
        }
        return array_values($latest);
    }

    public function has(string $scope, string $scopeId, int $fromMs): bool
    {
        return $this->db->value('SELECT 1 FROM ' . self::TABLE . ' WHERE scope = ? AND scope_id = ? AND from_ms = ? LIMIT 1', [$scope, $scopeId, $fromMs]) !== null;
    }

    /** @return list<array<string, mixed>> newest first, with the policy's name */
    public function all(): array
    {
        return $this->db->rows('SELECT a.*, p.name AS policy_name FROM ' . self::TABLE . ' a'
            . ' LEFT JOIN mod_makegood_policies p ON p.hash = a.policy_hash ORDER BY a.id DESC');
    }
}
