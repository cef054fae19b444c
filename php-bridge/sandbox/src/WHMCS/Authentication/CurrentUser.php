<?php

/** Who is logged in, as documented for modules: the owner of the client, or with the session's `delegate` somebody with some permissions. */

declare(strict_types=1);

namespace WHMCS\Authentication;

use MakegoodSandbox\Assumptions;
use WHMCS\User\Client;
use WHMCS\User\DelegatedUser;
use WHMCS\User\User;

final class CurrentUser
{
    public function client(): ?Client
    {
        return isset($_SESSION['uid']) ? Client::find((int) $_SESSION['uid']) : null;
    }

    public function user(): ?User
    {
        $client = $this->client();
        if ($client === null) {
            return null;
        }
        $permissions = $_SESSION['delegate'] ?? null;
        $class = Assumptions::is('user.permissions', 'told') ? DelegatedUser::class : User::class;

        // An owner has the client's number here; the panel numbers its users by themselves.
        return new $class($permissions === null ? (int) $client->id : 1000 + (int) $client->id, $client, $permissions);
    }

    public function isAuthenticatedAdmin(): bool
    {
        return isset($_SESSION['adminid']);
    }

    public function isAuthenticatedUser(): bool
    {
        return isset($_SESSION['uid']);
    }

    /** An admin who looks at the client area as a client. */
    public function isMasqueradingAdmin(): bool
    {
        return isset($_SESSION['adminid'], $_SESSION['uid']);
    }
}
