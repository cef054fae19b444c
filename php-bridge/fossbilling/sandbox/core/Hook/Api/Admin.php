<?php

/** Connects listeners again, as cron does first. */

declare(strict_types=1);

namespace Box\Mod\Hook\Api;

use FossSandbox\CoreApi;

class Admin extends CoreApi
{
    public function batch_connect($data = [])
    {
        return $this->getService()->batchConnect($data['mod'] ?? null);
    }
}
