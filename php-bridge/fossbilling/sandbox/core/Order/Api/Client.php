<?php

/** A client's own orders through the API. */

declare(strict_types=1);

namespace Box\Mod\Order\Api;

use FossSandbox\CoreApi;
use FossSandbox\Rows;

class Client extends CoreApi
{
    public function get_list($data = [])
    {
        $mine = Rows::find('ClientOrder', 'client_id = ? ORDER BY id', [Rows::id($this->getIdentity())]);

        return ['list' => array_map(fn (object $order): array => $this->getService()->toApiArray($order), $mine), 'total' => count($mine)];
    }

    public function get($data)
    {
        $order = Rows::find('ClientOrder', 'id = ? AND client_id = ?', [$data['id'] ?? 0, Rows::id($this->getIdentity())])[0] ?? null;

        return $this->getService()->toApiArray($order ?? throw new \FOSSBilling\Exception('Order not found'));
    }
}
