<?php

/** Which administrator decides about refunds as what. Whoever is not named is an agent; once there is an owner, owners alone change it. */

declare(strict_types=1);

namespace Makegood\Desk;

use Makegood\Ledger\Ledger;

final class RefundRoles
{
    public const WORDS = ['agent', 'lead', 'owner'];
    private const META = 'refund_roles';

    public function __construct(private readonly Ledger $ledger)
    {
    }

    /** @return array<string, string> actor (`admin:3`) → role */
    public function all(): array
    {
        $stored = json_decode((string) $this->ledger->meta->get(self::META), true);

        return array_filter(is_array($stored) ? $stored : [], static fn (mixed $role): bool => in_array($role, self::WORDS, true));
    }

    public function of(string $actor): string
    {
        return $this->all()[$actor] ?? self::WORDS[0];
    }

    public function mayChange(string $actor): bool
    {
        return !in_array('owner', $this->all(), true) || $this->of($actor) === 'owner';
    }

    /** @throws UnableToDo */
    public function set(string $actor, string $role, string $by, int $nowMs): void
    {
        $this->ledger->transaction(function () use ($actor, $role, $by, $nowMs): void {
            $roles = $this->all();
            $after = [$actor => $role] + $roles;
            if (!$this->mayChange($by)) {
                throw new UnableToDo('only an owner says who decides as what.');
            }
            if (in_array('owner', $roles, true) && !in_array('owner', $after, true)) {
                throw new UnableToDo('the last owner cannot be taken away.');
            }
            $this->ledger->meta->put(self::META, json_encode($after, JSON_THROW_ON_ERROR));
            $this->ledger->events->add('refund.role', $actor, ['by' => $by, 'role' => $role], $nowMs);
        });
    }
}
