<?php

/** Who is logged in, as documented for modules. The sandbox has one user per client. */

declare(strict_types=1);

namespace WHMCS\Authentication;

use WHMCS\User\Client;

final class CurrentUser
{
    public function client(): ?Client
    {
        return isset($_SESSION['uid']) ? Client::find((int) $_SESSION['uid']) : null;
    }

    /** The sandbox's users are the clients themselves: the same id, the same name. */
    public function user(): ?Client
    {
        return $this->client();
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
