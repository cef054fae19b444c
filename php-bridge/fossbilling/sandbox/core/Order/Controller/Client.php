<?php

/** A client's own orders. */

declare(strict_types=1);

namespace Box\Mod\Order\Controller;

use FossSandbox\CoreController;
use FossSandbox\Rows;

class Client extends CoreController
{
    public function register(\Box_App &$app): void
    {
        $app->get('/order', 'overview', [], static::class);
        $app->get('/order/service', 'overview', [], static::class);
        $app->get('/order/service/manage/:id', 'one', ['id' => '[0-9]+'], static::class);
    }

    public function overview(\Box_App $app): string
    {
        $this->di['is_client_logged'];

        return $app->render('sandbox_orders', ['orders' => Rows::sql('SELECT * FROM client_order WHERE client_id = ? ORDER BY id', [Rows::id($this->di['loggedin_client'])])]);
    }

    public function one(\Box_App $app, string $id): string
    {
        $this->di['is_client_logged'];
        $client = $this->di['loggedin_client'];
        $order = Rows::find('ClientOrder', 'id = ? AND client_id = ?', [$id, Rows::id($client)])[0] ?? throw new \FOSSBilling\InformationException('Order not found', null, 404);

        return $app->render('sandbox_order', ['order' => $this->di['mod_service']('order')->toApiArray($order)]);
    }
}
