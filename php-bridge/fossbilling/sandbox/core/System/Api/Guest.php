<?php

/** What anybody may know. */

declare(strict_types=1);

namespace Box\Mod\System\Api;

use FossSandbox\CoreApi;

class Guest extends CoreApi
{
    public function company($data = [])
    {
        return $this->getService()->getCompany();
    }

    public function version($data = [])
    {
        return $this->getService()->getVersion();
    }
}
