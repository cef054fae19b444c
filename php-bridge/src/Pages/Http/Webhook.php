<?php

/** The address that a monitor sends to: of its source, with its secret. */

declare(strict_types=1);

namespace Makegood\Pages\Http;

use Makegood\Pages\Host;

final class Webhook
{
    public static function of(Host $host, string $sourceId, string $secret): string
    {
        // Both are of letters and digits; where they stand for those to come, they stay readable.
        return $host->webhook()->before('s') . $sourceId . '.' . $secret;
    }
}
