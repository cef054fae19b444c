<?php

/** Services that are not accounts on a server. */

declare(strict_types=1);

namespace Box\Mod\Servicecustom;

use FossSandbox\CoreService;
use FossSandbox\Rows;

class Service extends CoreService
{
    /** @param array<string, mixed> $config */
    public function createFor(int $clientId, array $config): int
    {
        Rows::sql('INSERT INTO service_custom (client_id, config, created_at, updated_at) VALUES (?, ?, ?, ?)', [$clientId, json_encode($config), self::now(), self::now()]);

        return (int) $this->di['pdo']->lastInsertId();
    }
}
