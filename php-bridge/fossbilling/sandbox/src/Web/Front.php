<?php

/** Every request of the panel: session, simulated login, the API, admin pages, client pages. */

declare(strict_types=1);

namespace FossSandbox\Web;

use FossSandbox\Panel;
use FossSandbox\People;
use FossSandbox\Profile;
use FossSandbox\Rows;
use FOSSBilling\InformationException;
use Symfony\Component\HttpFoundation\Response;

final class Front
{
    private static bool $page = false;

    /** Whether a browser's page is being made: then somebody who is not logged in is sent to the login page. */
    public static function isPage(): bool
    {
        return self::$page;
    }

    public static function serve(string $path): void
    {
        self::session();
        if (Profile::is('0.7')) {
            $_GET['_url'] = $path;
        }
        if (str_starts_with($path, '/api/')) {
            ApiDoor::serve($path);

            return;
        }
        self::$page = true;
        header('Content-Type: text/html; charset=utf-8');
        try {
            $result = match (true) {
                $path === '/login', $path === ADMIN_PREFIX . '/staff/login' => Login::page(),
                $path === ADMIN_PREFIX, str_starts_with($path, ADMIN_PREFIX . '/') => self::run(new \Box_AppAdmin(), substr($path, strlen(ADMIN_PREFIX))),
                default => self::run(new \Box_AppClient(), $path),
            };
            self::send($result);
        } catch (Redirect $redirect) {
            header('Location: ' . $redirect->to, true, 302);
        } catch (\Throwable $error) {
            self::failed($error, $path);
        }
    }

    /** The token that forms carry: 0.7 derives it from the session's id, later lines keep one in the session. */
    public static function token(): string
    {
        $session = Panel::container()['session'];
        if (Profile::is('0.7')) {
            return hash('md5', $session->getId());
        }
        $session->get('csrf_token') ?? $session->set('csrf_token', bin2hex(random_bytes(16)));

        return (string) $session->get('csrf_token');
    }

    /** In 0.7 a controller gives text and sets headers itself; later text is a page with status 200, whatever header() said, and a response is sent. */
    private static function send(mixed $result): void
    {
        if (Profile::is('0.7')) {
            echo (string) $result;

            return;
        }
        ($result instanceof Response ? $result : new Response((string) $result))->send();
    }

    private static function run(\Box_App $app, string $url): mixed
    {
        $app->setDi(Panel::container());
        $app->setUrl($url);

        return $app->run();
    }

    private static function failed(\Throwable $error, string $path): void
    {
        $known = in_array($error->getCode(), [403, 404], true) ? $error->getCode() : 500;
        http_response_code($known);
        $known === 500 && error_log((string) $error);
        try {
            echo Twig::page(str_starts_with($path, ADMIN_PREFIX) ? 'admin' : 'client', 'error', ['exception' => $error,
                'shown' => $error instanceof InformationException || $known !== 500 ? $error->getMessage() : $error::class . ': ' . $error->getMessage()]);
        } catch (\Throwable) {
            echo htmlspecialchars($error->getMessage(), ENT_QUOTES, 'UTF-8');
        }
    }

    private static function session(): void
    {
        session_name(Profile::is('main') ? 'fossbilling_session' : 'PHPSESSID');
        session_save_path(Panel::root() . '/sessions');
        session_start(['cookie_httponly' => true, 'cookie_samesite' => 'Lax', 'use_strict_mode' => true]);
        People::logOut();
        foreach (['sandbox_admin' => ['Admin', People::logInAdmin(...)], 'sandbox_client' => ['Client', People::logInClient(...)]] as $cookie => [$kind, $logIn]) {
            $id = (string) ($_COOKIE[$cookie] ?? '');
            ctype_digit($id) && Rows::load($kind, (int) $id) !== null && $logIn((int) $id);
        }
    }
}
