<?php

/** Invoices: credit goes onto a draft that is about to be approved; what becomes of it later is looked at again; a second refund is refused. */

declare(strict_types=1);

namespace Box\Mod\Makegood\Hooks;

use Box\Mod\Makegood\App;
use Box\Mod\Makegood\Options;
use Box\Mod\Makegood\Panel\Refunds;
use Makegood\Run\Attaching;

final class InvoiceChange
{
    /** The earliest moment at which the panel tells of an invoice, and the last at which a line is on its mail. @param array<array-key, mixed> $parameters */
    public static function approving(App $app, array $parameters): void
    {
        $id = Guard::id($parameters);
        if ($id !== null) {
            (new Attaching($app->ledger(), $app->panel(), $app->engine(...), $app->dataDirectory()?->path))->to($id);
        }
    }

    /** Refunded, changed or deleted: the next cron looks at our lines on it first; none stays on a cancelled one. @param array<array-key, mixed> $parameters */
    public static function changed(App $app, array $parameters): void
    {
        $id = Guard::id($parameters);
        if ($id !== null) {
            $app->panel()->takeOffCancelled($id);
            $app->ledger()->lines->lookAgain($id);
        }
    }

    /**
     * The panel refunds an invoice as often as it is asked to, each time as a whole, and by nothing but a document: two of them would give back
     * our credit twice, too.
     *
     * @param array<array-key, mixed> $parameters
     *
     * @return ?string why not, for the person who asked
     */
    public static function refunding(App $app, array $parameters): ?string
    {
        $id = Guard::id($parameters);
        if ($id === null || $app->options()->secondRefund === Options::ALLOW) {
            return null;
        }
        $refunds = new Refunds($app->panel()->handle);

        return $refunds->makesDocuments() && $refunds->wasRefunded($id)
            ? 'This invoice was refunded already. A second refund would count its amount twice. Makegood refuses it; its settings can allow it.'
            : null;
    }
}
