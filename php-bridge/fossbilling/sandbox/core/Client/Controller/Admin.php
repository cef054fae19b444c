<?php

/** Clients with their balances. */

declare(strict_types=1);

namespace Box\Mod\Client\Controller;

use FossSandbox\CoreController;
use FossSandbox\Rows;

class Admin extends CoreController
{
    public function fetchNavigation(): array
    {
        return ['group' => ['location' => 'client', 'index' => 200, 'label' => 'Clients', 'class' => ''], 'subpages' => [
            ['location' => 'client', 'index' => 100, 'label' => 'Overview', 'uri' => $this->di['url']->adminLink('client'), 'class' => '']]];
    }

    public function register(\Box_App &$app): void
    {
        $app->get('/client', 'overview', [], static::class);
        $app->get('/client/manage/:id', 'one', ['id' => '[0-9]+'], static::class);
    }

    public function overview(\Box_App $app): string
    {
        $this->di['is_admin_logged'];

        return $app->render('sandbox_clients', ['clients' => Rows::sql('SELECT c.*, (SELECT COALESCE(SUM(b.amount), 0) FROM client_balance b WHERE b.client_id = c.id)
            AS balance FROM client c ORDER BY c.id')]);
    }

    public function one(\Box_App $app, string $id): string
    {
        $this->di['is_admin_logged'];

        $row = Rows::sql('SELECT * FROM client WHERE id = ?', [$id])[0] ?? throw new \FOSSBilling\InformationException('Client not found', null, 404);

        return $app->render('sandbox_client', ['client_row' => $row,
            'balance' => Rows::sql('SELECT * FROM client_balance WHERE client_id = ? ORDER BY id DESC', [$id]),
            'orders' => Rows::sql('SELECT * FROM client_order WHERE client_id = ? ORDER BY id', [$id]),
            'invoices' => Rows::sql('SELECT * FROM invoice WHERE client_id = ? ORDER BY id DESC', [$id])]);
    }
}
