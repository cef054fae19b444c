<?php

/** A simulated login: buttons instead of passwords; choosing one sets a cookie. */

declare(strict_types=1);

namespace FossSandbox\Web;

use FossSandbox\Rows;

final class Login
{
    public static function page(): string
    {
        if (($_SERVER['REQUEST_METHOD'] ?? '') === 'POST') {
            self::choose();
        }
        $people = ['admin' => [], 'client' => []];
        foreach (Rows::sql('SELECT id, name FROM admin ORDER BY id') as $admin) {
            $people['admin'][$admin['id']] = $admin['name'];
        }
        foreach (Rows::sql('SELECT id, first_name, last_name FROM client ORDER BY id') as $client) {
            $people['client'][$client['id']] = $client['first_name'] . ' ' . $client['last_name'];
        }

        return Twig::page('client', 'sandbox_login', ['people' => $people]);
    }

    private static function choose(): never
    {
        [$kind, $id] = explode(':', (string) ($_POST['as'] ?? ''), 2) + [1 => ''];
        foreach (['admin', 'client'] as $name) {
            $keep = $kind === $name && ctype_digit($id);
            setcookie("sandbox_$name", $keep ? $id : '', ['expires' => $keep ? 0 : 1, 'path' => '/', 'httponly' => true, 'samesite' => 'Lax']);
        }
        throw new Redirect($kind === 'admin' ? ADMIN_PREFIX : '/');
    }
}
