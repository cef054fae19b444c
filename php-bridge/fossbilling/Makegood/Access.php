<?php

/** Who may see and change what: the panel's own permissions, asked on every page, every action and every call. */

declare(strict_types=1);

namespace Box\Mod\Makegood;

final class Access
{
    public const MODULE = 'makegood';

    /** To do what changes something: let the module's page be read without it. */
    public const MANAGE = 'manage';

    /** @return array<string, array<string, mixed>> as the panel wants them */
    public static function permissions(): array
    {
        return [
            self::MANAGE => [
                'type' => 'bool',
                'display_name' => 'Decide, hold and release credits',
                'description' => 'Without it, staff who have access to Makegood may look at its pages and change nothing.',
            ],
            'manage_settings' => [],
        ];
    }

    /** Id of the administrator who is logged in and may read the module's pages; null otherwise. */
    public static function reader(\Pimple\Container $di): ?string
    {
        return self::allowed($di, null);
    }

    /** Id of the administrator who is logged in and may change things; null otherwise. */
    public static function manager(\Pimple\Container $di): ?string
    {
        return self::allowed($di, self::MANAGE);
    }

    /** For a call of the panel's API, by whoever makes it. @throws \FOSSBilling\InformationException */
    public static function check(\Pimple\Container $di, ?object $identity, ?string $key): void
    {
        if ($identity === null || !$di['mod_service']('Staff')->hasPermission($identity, self::MODULE, $key)) {
            throw new \FOSSBilling\InformationException('You do not have permission to perform this action', [], 403);
        }
    }

    /** Id of the client who is logged in and may use the panel's client area; null otherwise. */
    public static function client(\Pimple\Container $di): ?string
    {
        if (!$di['auth']->isClientLoggedIn()) {
            return null;
        }
        $client = $di['loggedin_client'];

        return is_object($client) && $di['is_client_email_validated']($client) ? self::id($client) : null;
    }

    /** The number of one of the panel's people: a bean has it as a property, an entity behind a getter. */
    public static function id(object $person): ?string
    {
        $id = method_exists($person, 'getId') ? $person->getId() : $person->id;

        return is_scalar($id) && (int) $id > 0 ? (string) (int) $id : null;
    }

    private static function allowed(\Pimple\Container $di, ?string $key): ?string
    {
        if (!$di['auth']->isAdminLoggedIn()) {
            return null;
        }
        $admin = $di['loggedin_admin'];

        return is_object($admin) && $di['mod_service']('Staff')->hasPermission($admin, self::MODULE, $key) ? self::id($admin) : null;
    }
}
