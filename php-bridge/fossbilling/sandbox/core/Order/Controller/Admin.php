<?php

/** Orders. */

declare(strict_types=1);

namespace Box\Mod\Order\Controller;

use FossSandbox\CoreController;
use FossSandbox\Rows;

class Admin extends CoreController
{
    public function fetchNavigation(): array
    {
        return ['group' => ['location' => 'order', 'index' => 300, 'label' => 'Orders', 'class' => ''], 'subpages' => [
            ['location' => 'order', 'index' => 100, 'label' => 'Overview', 'uri' => $this->di['url']->adminLink('order'), 'class' => '']]];
    }

    public function register(\Box_App &$app): void
    {
        $app->get('/order', 'overview', [], static::class);
        $app->get('/order/manage/:id', 'one', ['id' => '[0-9]+'], static::class);
    }

    public function overview(\Box_App $app): string
    {
        $this->di['is_admin_logged'];

        return $app->render('sandbox_orders', ['orders' => Rows::sql('SELECT o.*, s.name AS server FROM client_order o LEFT JOIN service_hosting h ON h.id = o.service_id
            LEFT JOIN service_hosting_server s ON s.id = h.service_hosting_server_id ORDER BY o.id')]);
    }

    public function one(\Box_App $app, string $id): string
    {
        $this->di['is_admin_logged'];

        $row = Rows::sql('SELECT * FROM client_order WHERE id = ?', [$id])[0] ?? throw new \FOSSBilling\InformationException('Order not found', null, 404);

        return $app->render('sandbox_order', ['order' => $row,
            'history' => Rows::sql('SELECT * FROM client_order_status WHERE client_order_id = ? ORDER BY id DESC', [$id])]);
    }
}
