<?php

/** Reads what the panel stores as text: names and dates. Amounts are Decimal's. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Panel;

final class Text
{
    /** A stored name or title as it was typed: the panel keeps what came in through a form escaped for HTML. */
    public static function plain(mixed $stored): string
    {
        return html_entity_decode(trim((string) $stored), ENT_QUOTES | ENT_HTML5, 'UTF-8');
    }

    /** Whether a stored date or date with time is the panel's "none" (null, empty or 0000-00-00). */
    public static function isNoDate(?string $stored): bool
    {
        return $stored === null || $stored === '' || str_starts_with($stored, '0000-00-00');
    }

    /** A stored local date or date with time → epoch ms by PHP's time zone, as the panel itself reads it; null when none. */
    public static function instantMs(?string $stored): ?int
    {
        if (self::isNoDate($stored)) {
            return null;
        }
        try {
            $at = new \DateTimeImmutable((string) $stored, new \DateTimeZone(date_default_timezone_get()));
        } catch (\Exception) {
            return null;
        }

        return $at->getTimestamp() * 1000;
    }
}
