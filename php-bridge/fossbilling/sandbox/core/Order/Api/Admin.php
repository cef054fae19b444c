<?php

/** What staff and cron do with orders through the API. */

declare(strict_types=1);

namespace Box\Mod\Order\Api;

use FossSandbox\CoreApi;
use FossSandbox\Rows;

class Admin extends CoreApi
{
    public function get($data)
    {
        return $this->getService()->toApiArray($this->order($data), true, $this->getIdentity());
    }

    public function create($data)
    {
        $this->di['validator']->checkRequiredParamsForArray(['client_id' => 'Client id not passed', 'product_id' => 'Product id not passed'], $data);

        return $this->getService()->createOrder(Rows::existing('Client', $data['client_id'], 'Client not found'),
            Rows::existing('Product', $data['product_id'], 'Product not found'), $data);
    }

    public function activate($data)
    {
        return $this->getService()->activateOrder($this->order($data), $data);
    }

    public function renew($data)
    {
        return $this->getService()->renewOrder($this->order($data));
    }

    public function suspend($data)
    {
        return $this->getService()->suspendFromOrder($this->order($data), $data['reason'] ?? null, !empty($data['skip_event']));
    }

    public function unsuspend($data)
    {
        return $this->getService()->unsuspendFromOrder($this->order($data));
    }

    public function cancel($data)
    {
        return $this->getService()->cancelFromOrder($this->order($data), $data['reason'] ?? null, !empty($data['skip_event']));
    }

    public function uncancel($data)
    {
        return $this->getService()->uncancelFromOrder($this->order($data));
    }

    public function update($data)
    {
        return $this->getService()->updateOrder($this->order($data), $data);
    }

    public function delete($data)
    {
        return $this->getService()->deleteFromOrder($this->order($data));
    }

    public function batch_suspend_expired($data)
    {
        return $this->getService()->batchSuspendExpired();
    }

    public function batch_cancel_suspended($data)
    {
        return $this->getService()->batchCancelSuspended();
    }

    private function order(array $data): object
    {
        $this->di['validator']->checkRequiredParamsForArray(['id' => 'Order id not passed'], $data);

        return Rows::existing('ClientOrder', $data['id'], 'Order not found');
    }
}
