<?php

/** Whose credits the person at the client area may see: the client they act for, when they own it or may see its invoices. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood;

use WHMCS\Authentication\CurrentUser;

final class Viewer
{
    private const PERMISSION = 'invoices';

    /** Somebody is logged in, whether they may see invoices or not. */
    public static function isLoggedIn(): bool
    {
        return (new CurrentUser())->client() !== null;
    }

    /** @return string|null the client's id; null when nobody is logged in, or not with that permission */
    public static function clientId(): ?string
    {
        $current = new CurrentUser();
        $client = $current->client();
        if ($client === null || (int) $client->id < 1) {
            return null;
        }
        $user = $current->user();
        // Staff who look at the client area as a client have no user of it.
        $may = $current->isMasqueradingAdmin() || ($user !== null && (self::owns($user, $client) || self::isPermitted($user, (int) $client->id)));

        return $may ? (string) (int) $client->id : null;
    }

    private static function owns(object $user, object $client): bool
    {
        if (method_exists($user, 'isOwner')) {
            return (bool) $user->isOwner($client);
        }
        $owner = method_exists($client, 'owner') ? $client->owner() : null;

        return is_object($owner) && (int) $owner->id > 0 && (int) $owner->id === (int) $user->id;
    }

    /** Where the panel cannot tell what a user may do, only the owner sees anything. */
    private static function isPermitted(object $user, int $clientId): bool
    {
        if (!method_exists($user, 'getClientsByPermission')) {
            return false;
        }
        foreach ($user->getClientsByPermission(self::PERMISSION) as $client) {
            if ((int) (is_object($client) ? $client->id : $client) === $clientId) {
                return true;
            }
        }

        return false;
    }
}
