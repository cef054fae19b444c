<?php

/** A client's own account through the API. */

declare(strict_types=1);

namespace Box\Mod\Client\Api;

use FossSandbox\CoreApi;

class Client extends CoreApi
{
    public function get($data = [])
    {
        return $this->getService()->toApiArray($this->getIdentity(), true, $this->getIdentity());
    }

    public function balance_get_total($data = [])
    {
        return $this->getService()->getClientBalance($this->getIdentity());
    }
}
