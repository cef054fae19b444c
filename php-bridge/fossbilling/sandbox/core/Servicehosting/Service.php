<?php

/** Hosting accounts: activation makes the account's row on a server; an account moves to another server by changing that row. */

declare(strict_types=1);

namespace Box\Mod\Servicehosting;

use FossSandbox\CoreService;
use FossSandbox\Rows;

class Service extends CoreService
{
    /** For the sandbox's orders: makes the account that an order asks for. @param array<string, mixed> $config */
    public function createFor(int $clientId, array $config): int
    {
        return Rows::id(Rows::make('ServiceHosting', ['client_id' => $clientId, 'service_hosting_server_id' => (int) ($config['server_id'] ?? 1),
            'sld' => $config['sld'] ?? 'site', 'tld' => $config['tld'] ?? '.example.com', 'username' => $config['sld'] ?? 'site', 'reseller' => 0]));
    }
}
