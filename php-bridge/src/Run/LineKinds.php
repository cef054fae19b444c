<?php

/** What a host says that its products and add-ons are: work made to order, licences, extras. Adapters tell what was sold, this setting what kind of thing it is. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Engine\Json;
use Makegood\Ledger\Ledger;
use Makegood\Panel\RefundLine;

final class LineKinds
{
    /** What a host may say; the other kinds the panel knows by itself. */
    public const KINDS = ['customisation', 'licence', 'valueAdded'];
    public const MOST = 200;
    private const META = 'refund_kinds';

    /** @param array<string, string> $kinds what was sold (`product:5`, `addon:3` or a name) => kind */
    private function __construct(private readonly array $kinds)
    {
    }

    public static function of(Ledger $ledger): self
    {
        $stored = $ledger->meta->get(self::META);
        return new self(array_column($stored === null ? [] : Json::decode($stored), 'kind', 'of'));
    }

    /** @return list<array{of: string, kind: string}> */
    public function rows(): array
    {
        return array_map(static fn (string|int $of, string $kind): array => ['of' => (string) $of, 'kind' => $kind], array_keys($this->kinds), $this->kinds);
    }

    /** @param list<array{of: string, kind: string}> $rows */
    public static function put(Ledger $ledger, array $rows): void
    {
        $rows === [] ? $ledger->meta->forget(self::META) : $ledger->meta->put(self::META, Json::encode($rows));
    }

    /** The number decides before the name. */
    public function kind(RefundLine $line): string
    {
        return $this->kinds[$line->item ?? ''] ?? $this->kinds[trim($line->name ?? '')] ?? $line->kind;
    }
}
