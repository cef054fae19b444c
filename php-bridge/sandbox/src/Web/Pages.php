<?php

/** The panel's pages: session, simulated login, escaped input, and which page answers which path. */

declare(strict_types=1);

namespace MakegoodSandbox\Web;

use MakegoodSandbox\Assumptions;
use MakegoodSandbox\Panel;
use MakegoodSandbox\Stop;
use WHMCS\Database\Capsule;

final class Pages
{
    private const PAGES = [
        '/' => [ClientPages::class, 'home'],
        '/index.php' => [ClientPages::class, 'home'],
        '/clientarea.php' => [ClientPages::class, 'account'],
        '/viewinvoice.php' => [ClientPages::class, 'invoice'],
        '/login' => [self::class, 'login'],
        '/admin' => [AdminPages::class, 'home'],
        '/admin/' => [AdminPages::class, 'home'],
        '/admin/index.php' => [AdminPages::class, 'home'],
        '/admin/addonmodules.php' => [AdminPages::class, 'addon'],
    ];

    /** Answers one request of the booted panel. */
    public static function serve(string $path): void
    {
        $page = self::PAGES[$path] ?? null;
        if ($page === null) {
            http_response_code(404);
            echo "Not Found\n";

            return;
        }
        self::session();
        self::escapeInput();
        ob_start();
        try {
            $page();
        } catch (Stop $stop) {
            echo $stop->getMessage();
        } catch (\Throwable $error) {
            ob_clean();
            http_response_code(500);
            header('Content-Type: text/plain; charset=utf-8');
            echo $error::class, ': ', $error->getMessage(), "\n";
            error_log((string) $error);
        }
        ob_end_flush();
    }

    public static function redirect(string $to): never
    {
        header("Location: $to", true, 302);
        throw new Stop('');
    }

    /** Buttons instead of passwords: choosing one sets a cookie. */
    public static function login(): void
    {
        if (($_SERVER['REQUEST_METHOD'] ?? '') === 'POST') {
            [$kind, $id] = explode(':', (string) ($_POST['as'] ?? ''), 2) + [1 => ''];
            foreach (['admin', 'client'] as $name) {
                $keep = $kind === $name && ctype_digit($id);
                $options = ['expires' => $keep ? 0 : 1, 'path' => '/', 'httponly' => true, 'samesite' => 'Lax'];
                setcookie("sandbox_$name", $keep ? $id : '', $options);
            }
            self::redirect($kind === 'admin' ? '/admin/' : '/clientarea.php');
        }
        $buttons = '';
        foreach (Capsule::table('tbladmins')->orderBy('id')->get() as $admin) {
            $buttons .= self::button("admin:$admin->id", "$admin->firstname $admin->lastname (role $admin->roleid)");
        }
        $buttons .= '<h2>Clients</h2>';
        foreach (Capsule::table('tblclients')->orderBy('id')->get() as $client) {
            $buttons .= self::button("client:$client->id", "$client->firstname $client->lastname");
        }
        Html::page('Log in', '<h1>Log in</h1><p>A simulated login: choose who you are.</p><h2>Staff</h2>' . $buttons);
    }

    private static function button(string $as, string $label): string
    {
        return '<form method="post" action="/login" class="inline"><button name="as" value="' . $as . '">'
            . Html::text($label) . '</button></form> ';
    }

    private static function session(): void
    {
        session_name('WHMCSSandbox');
        session_save_path(Panel::root() . '/sessions');
        session_start(['cookie_httponly' => true, 'cookie_samesite' => 'Lax', 'use_strict_mode' => true]);
        unset($_SESSION['adminid'], $_SESSION['uid']);
        foreach (['sandbox_admin' => ['adminid', 'tbladmins'], 'sandbox_client' => ['uid', 'tblclients']] as $cookie => [$key, $table]) {
            $id = (string) ($_COOKIE[$cookie] ?? '');
            if (ctype_digit($id) && Capsule::table($table)->where('id', (int) $id)->exists()) {
                $_SESSION[$key] = (int) $id;
            }
        }
    }

    private static function escapeInput(): void
    {
        if (Assumptions::is('input.escaped', 'no')) {
            return;
        }
        $escape = static fn (mixed $value): mixed => is_string($value) ? htmlspecialchars($value, ENT_QUOTES, 'UTF-8') : $value;
        foreach ([&$_GET, &$_POST, &$_REQUEST] as &$values) {
            array_walk_recursive($values, static function (mixed &$value) use ($escape): void {
                $value = $escape($value);
            });
        }
    }
}
