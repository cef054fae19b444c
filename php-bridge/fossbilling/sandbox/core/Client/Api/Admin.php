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
