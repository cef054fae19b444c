<?php

/** Where the pages of both areas find what the bridge knows of refunds. */

declare(strict_types=1);

namespace Makegood\Pages\Refund;

use Makegood\Api\NotFound;
use Makegood\Api\RefundReads;
use Makegood\Desk\RefundDesk;
use Makegood\Pages\Directory;
use Makegood\Pages\Names;
use Makegood\Pages\Site;

final class Access
{
    public static function desk(Site $site): RefundDesk
    {
        return $site->desk()->refunds;
    }

    public static function reads(Site $site): RefundReads
    {
        return new RefundReads($site->panel(), $site->ledger(), new Names(new Directory($site->catalogue()), $site->ledger()), $site->engine());
    }

    /** What the component draws of a case. @return array<string, mixed> @throws NotFound also for somebody else's, and where nothing was quoted yet */
    public static function quote(Site $site, string $case, ?string $client): array
    {
        $body = self::reads($site)->ofCase($case, $client);
        $quote = is_array($body['quote'] ?? null) ? $body['quote'] : throw new NotFound('nothing was quoted');

        return ['service' => $body['service'], 'label' => $body['label'], 'currency' => $body['currency'], 'changed' => $body['changed'] ?? null] + ['lines' => (object) ($quote['lines'] ?? [])] + $quote;
    }
}
