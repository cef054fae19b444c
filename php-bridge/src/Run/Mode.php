<?php

/** Dry run or live: whether what is final is recorded and posted, and from which month on. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Ledger\Ledger;

final class Mode
{
    public const DRY = 'dry';
    public const LIVE = 'live';
    /** Names in the ledger's meta. */
    public const NAME = 'mode';
    public const FROM = 'live_from';

    private function __construct(private readonly bool $isLive, private readonly ?string $from)
    {
    }

    public static function of(Ledger $ledger): self
    {
        return new self($ledger->meta->get(self::NAME) === self::LIVE, $ledger->meta->get(self::FROM));
    }

    /** For a person's action see Desk::goLive. @param ?string $from first month that is decided; null: all */
    public static function live(Ledger $ledger, ?string $from): void
    {
        $ledger->meta->put(self::NAME, self::LIVE);
        $from === null ? $ledger->meta->forget(self::FROM) : $ledger->meta->put(self::FROM, $from);
    }

    /** The first month stays noted for the next time. */
    public static function dry(Ledger $ledger): void
    {
        $ledger->meta->put(self::NAME, self::DRY);
    }

    public function isLive(): bool
    {
        return $this->isLive;
    }

    /** Whether what is final for this month (`2026-04`) is recorded. */
    public function decides(string $period): bool
    {
        return $this->isLive && ($this->from === null || strcmp($period, $this->from) >= 0);
    }

    /** The first month that is decided when live; null: all. */
    public function from(): ?string
    {
        return $this->from;
    }
}
