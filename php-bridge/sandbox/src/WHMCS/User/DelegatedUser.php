<?php

/** A user of a panel that can tell for which clients he has a permission. */

declare(strict_types=1);

namespace WHMCS\User;

final class DelegatedUser extends User
{
    /** @return list<Client> */
    public function getClientsByPermission(string $permission): array
    {
        return $this->permissions === null || in_array($permission, $this->permissions, true) ? [$this->client] : [];
    }
}
