<?php

/** A refund policy as the bridge looks at it: its bytes go to the core as they are, its members decide nothing here. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Engine\Json;
use Makegood\Ledger\Ledger;
use Makegood\Ledger\Policies;
use Makegood\Panel\Panel;
use Makegood\Panel\RefundLine;

final class RefundPolicy
{
    private const OFFICE = 'refund_office';
    private const CANCEL_FIRST = 'cancelFirst';

    private function __construct(public readonly string $hash, public readonly string $document, private readonly \stdClass $value)
    {
    }

    public static function of(Ledger $ledger, string $hash): ?self
    {
        $document = $ledger->policies->document($hash);
        $value = $document === null ? null : json_decode($document);
        return $value instanceof \stdClass ? new self($hash, (string) $document, $value) : null;
    }

    /**
     * The version that was in force when the paid term began: what was promised then holds. Where there was none, the one of now.
     *
     * @param list<RefundLine> $lines
     */
    public static function binding(Ledger $ledger, Panel $panel, string $serviceId, string $productId, array $lines): ?self
    {
        $began = $lines === [] ? $panel->now() : $lines[0]->fromMs;
        $hash = $ledger->assignments->inForce($serviceId, $productId, $began, Policies::REFUND)
            ?? $ledger->assignments->inForce($serviceId, $productId, $panel->now(), Policies::REFUND);
        return $hash === null ? null : self::of($ledger, $hash);
    }

    public function zone(): string
    {
        return is_string($this->value->zone ?? null) ? $this->value->zone : 'UTC';
    }

    public function review(): \stdClass
    {
        return ($this->value->review ?? null) instanceof \stdClass ? $this->value->review : new \stdClass();
    }

    /** Whether the service ends before anything is paid. */
    public function cancelsFirst(): bool
    {
        return ($this->review()->order ?? self::CANCEL_FIRST) === self::CANCEL_FIRST;
    }

    /** @return list<array{code: string, route: string, complex: bool, fields: list<string>}> */
    public function reasons(): array
    {
        return array_values(array_map(static fn (\stdClass $reason): array => [
            'code' => (string) ($reason->code ?? ''),
            'route' => (string) ($reason->route ?? 'billing'),
            'complex' => ($reason->complex ?? false) === true,
            'fields' => array_values(array_filter((array) ($reason->fields ?? []), 'is_string')),
        ], array_filter((array) ($this->review()->reasons ?? []), static fn (mixed $reason): bool => $reason instanceof \stdClass)));
    }

    /** @return array<string, mixed> when somebody is at work; until a person says otherwise Monday to Friday, nine to five */
    public function office(Ledger $ledger): array
    {
        return self::storedOffice($ledger) ?? ['zone' => $this->zone(), 'days' => [1, 2, 3, 4, 5], 'from' => '09:00', 'to' => '17:00', 'holidays' => []];
    }

    /** @return ?array<string, mixed> what a person said */
    public static function storedOffice(Ledger $ledger): ?array
    {
        $stored = $ledger->meta->get(self::OFFICE);
        return $stored === null ? null : Json::decode($stored);
    }

    /** @param array<string, mixed> $office */
    public static function putOffice(Ledger $ledger, array $office): void
    {
        $ledger->meta->put(self::OFFICE, Json::encode($office));
    }
}
