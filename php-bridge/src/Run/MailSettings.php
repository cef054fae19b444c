<?php

/** Whether e-mails about refunds go to clients and to staff, and whom of the staff each team and role means. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Engine\Json;
use Makegood\Ledger\Ledger;

final class MailSettings
{
    public const SIDES = ['client', 'staff'];
    /** Teams that a case is routed to, and roles that an escalation tells. */
    public const DESKS = ['billing', 'technical', 'sales', 'lead', 'owner'];
    private const NAME = 'mails';

    /** @param array<string, bool> $sides @param array<string, string> $audiences of each desk */
    private function __construct(private readonly array $sides, private readonly array $audiences)
    {
    }

    public static function of(Ledger $ledger): self
    {
        $stored = $ledger->meta->get(self::NAME);
        $values = $stored === null ? [] : Json::decode($stored);
        return new self($values['sides'] ?? [], $values['to'] ?? []);
    }

    /** @param list<string> $sides of SIDES that are told @param array<string, string> $audiences of DESKS */
    public static function put(Ledger $ledger, array $sides, array $audiences): void
    {
        $ledger->meta->put(self::NAME, Json::encode([
            'sides' => ['client' => in_array('client', $sides, true), 'staff' => in_array('staff', $sides, true)],
            'to' => (object) array_intersect_key($audiences, array_flip(self::DESKS)),
        ]));
    }

    /** On where nobody said otherwise. */
    public function sends(string $side): bool
    {
        return $this->sides[$side] ?? true;
    }

    /** Whom of the staff this desk means; an audience that the panel no longer has is its first. @param non-empty-array<string, string> $audiences as Mail tells them */
    public function audience(array $audiences, string $desk): string
    {
        $known = array_map('strval', array_keys($audiences));
        $chosen = $this->audiences[$desk] ?? '';
        return in_array($chosen, $known, true) ? $chosen : $known[0];
    }
}
