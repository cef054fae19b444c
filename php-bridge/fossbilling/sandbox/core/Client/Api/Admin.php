<?php

/** What staff does with clients through the API. */

declare(strict_types=1);

namespace Box\Mod\Client\Api;

use FossSandbox\CoreApi;
use FossSandbox\Rows;

class Admin extends CoreApi
{
    public function get($data)
    {
        $service = $this->getService();

        return $service->toApiArray($service->get($data), true, $this->getIdentity());
    }

    public function balance_add_funds($data)
    {
        $this->di['validator']->checkRequiredParamsForArray(['id' => 'Client ID not passed', 'amount' => 'Amount not passed', 'description' => 'Description not passed'], $data);
        $this->getService()->addFunds($this->getService()->get($data), $data['amount'], $data['description'], $data);

        return true;
    }

    /** Takes invoices, lines, balance and orders with it; only the client's own events tell. */
    public function delete($data)
    {
        $client = $this->getService()->get($data);
        $id = Rows::id($client);
        $this->di['events_manager']->fire(['event' => 'onBeforeAdminClientDelete', 'params' => ['id' => $id]]);
        Rows::sql('DELETE FROM invoice_item WHERE invoice_id IN (SELECT id FROM invoice WHERE client_id = ?)', [$id]);
        foreach (['invoice', 'client_balance', 'client_order'] as $table) {
            Rows::sql("DELETE FROM $table WHERE client_id = ?", [$id]);
        }
        Rows::remove($client);
        $this->di['events_manager']->fire(['event' => 'onAfterAdminClientDelete', 'params' => ['id' => $id]]);

        return true;
    }

    public function update($data)
    {
        $client = $this->getService()->get($data);
        if (isset($data['currency']) && $data['currency'] !== Rows::value($client, 'currency') && $this->getService()->canChangeCurrency($client, $data['currency'])) {
            Rows::write($client, ['currency' => $data['currency']]);
        }
        Rows::write($client, array_intersect_key($data, array_flip(['first_name', 'last_name', 'company', 'email', 'country', 'tax_exempt', 'status'])));

        return true;
    }
}
