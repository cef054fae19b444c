<?php

/** Who is logged in: an admin, a client, or cron that acts as the system. */

declare(strict_types=1);

namespace FossSandbox;

final class People
{
    private static bool $cron = false;

    public static function client(): ?object
    {
        return Rows::load('Client', Panel::container()['session']->get('client_id'));
    }

    public static function admin(): ?object
    {
        return Rows::load('Admin', Panel::container()['session']->get('admin')['id'] ?? null);
    }

    /** In 0.7 a page goes on after it was told to redirect: whoever relies on this question alone shows the page to strangers. */
    public static function askClient(): bool
    {
        if (self::client() === null) {
            if (!Profile::is('0.7') || !Web\Front::isPage()) {
                self::turnAway('client');
            }
            header('Location: /login', true, 302);
        }

        return true;
    }

    /** The account that cron acts as; null when this is not cron. */
    public static function cron(): ?object
    {
        return !self::$cron ? null : (Rows::find('Admin', Profile::is('0.7') ? "role = 'cron'" : "system_name = 'cron'")[0] ?? null);
    }

    public static function actAsCron(bool $yes): void
    {
        self::$cron = $yes;
    }

    public static function logInAdmin(int $id): void
    {
        $admin = Rows::existing('Admin', $id, 'Staff member not found');
        Panel::container()['session']->set('admin', ['id' => $id, 'email' => Rows::value($admin, 'email'), 'name' => Rows::value($admin, 'name'),
            'role' => Rows::value($admin, 'role') ?? 'admin']);
    }

    public static function logInClient(int $id): void
    {
        Panel::container()['session']->set('client_id', $id);
    }

    public static function logOut(): void
    {
        Panel::container()['session']->delete('admin');
        Panel::container()['session']->delete('client_id');
    }

    /** An API caller is told, a browser is sent to the login page. */
    public static function turnAway(string $role): never
    {
        if (Web\Front::isPage()) {
            throw new Web\Redirect($role === 'admin' ? ADMIN_PREFIX . '/staff/login' : '/login');
        }
        throw new \Exception($role === 'admin' ? 'Admin is not logged in' : 'Client is not logged in');
    }
}
