<?php

/** Invoices: the list, one with its lines, approve, pay, refund, delete. */

declare(strict_types=1);

namespace Box\Mod\Invoice\Controller;

use FossSandbox\CoreController;
use FossSandbox\Rows;

class Admin extends CoreController
{
    public function fetchNavigation(): array
    {
        return ['group' => ['location' => 'invoice', 'index' => 400, 'label' => 'Invoices', 'class' => ''], 'subpages' => [
            ['location' => 'invoice', 'index' => 100, 'label' => 'Overview', 'uri' => $this->di['url']->adminLink('invoice'), 'class' => '']]];
    }

    public function register(\Box_App &$app): void
    {
        $app->get('/invoice', 'overview', [], static::class);
        $app->get('/invoice/manage/:id', 'one', ['id' => '[0-9]+'], static::class);
    }

    public function overview(\Box_App $app): string
    {
        $this->di['is_admin_logged'];

        return $app->render('sandbox_invoices', ['invoices' => Rows::sql('SELECT * FROM invoice ORDER BY id DESC')]);
    }

    public function one(\Box_App $app, string $id): string
    {
        $this->di['is_admin_logged'];
        $invoice = Rows::load('Invoice', $id) ?? throw new \FOSSBilling\InformationException('Invoice not found', null, 404);

        return $app->render('sandbox_invoice', ['invoice' => $this->di['mod_service']('invoice')->toApiArray($invoice)]);
    }
}
