<?php

/** Runs cron for an admin. */

declare(strict_types=1);

namespace Box\Mod\Cron\Api;

use FossSandbox\CoreApi;

class Admin extends CoreApi
{
    public function run($data = [])
    {
        return $this->getService()->runCrons();
    }
}
