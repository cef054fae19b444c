<?php

/** Who has logged in: the owner of the client, or somebody whom the owner gave some permissions. Whether he may ask for them is assumed. */

declare(strict_types=1);

namespace WHMCS\User;

class User
{
    /** @param list<string>|null $permissions null: the owner, who may do everything */
    public function __construct(public readonly int $id, protected readonly Client $client, protected readonly ?array $permissions)
    {
    }

    public function isOwner(Client $client): bool
    {
        return $this->permissions === null && (int) $client->id === (int) $this->client->id;
    }
}
