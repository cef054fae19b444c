<?php

/** A client's own invoices; the address of one holds its hash. */

declare(strict_types=1);

namespace Box\Mod\Invoice\Controller;

use FossSandbox\CoreController;
use FossSandbox\Rows;

class Client extends CoreController
{
    public function register(\Box_App &$app): void
    {
        $app->get('/invoice', 'overview', [], static::class);
        $app->get('/invoice/:hash', 'one', ['hash' => '[a-z0-9]+'], static::class);
    }

    public function overview(\Box_App $app): string
    {
        $this->di['is_client_logged'];
        $mine = Rows::find('Invoice', 'client_id = ? AND approved = 1 ORDER BY id DESC', [Rows::id($this->di['loggedin_client'])]);

        return $app->render('sandbox_invoices', ['invoices' => array_map($this->di['mod_service']('invoice')->toApiArray(...), $mine)]);
    }

    public function one(\Box_App $app, string $hash): string
    {
        $invoice = Rows::find('Invoice', 'hash = ?', [$hash])[0] ?? throw new \FOSSBilling\InformationException('Invoice not found', null, 404);

        return $app->render('sandbox_invoice', ['invoice' => $this->di['mod_service']('invoice')->toApiArray($invoice)]);
    }
}
