<?php

/**
 * /api/{role}/{module}/{method}: JSON in and out.
 *
 * Business errors are HTTP 200 with {"result":null,"error":{"message","code"}}; bad authentication is 401. A caller without a session
 * and its token may use HTTP basic: user "admin" or "client", password its API token.
 */

declare(strict_types=1);

namespace FossSandbox\Web;

use FossSandbox\ApiHandler;
use FossSandbox\People;
use FossSandbox\Profile;
use FossSandbox\Rows;
use FOSSBilling\InformationException;
use Symfony\Component\HttpFoundation\Response;

final class ApiDoor
{
    private const UNAUTHORISED = [201, 202, 203, 204, 205, 206, 403, 1002, 1004];
    private const BAD_REQUEST = [701, 879];

    public static function serve(string $path): void
    {
        header('Content-Type: application/json; charset=utf-8');
        header('Cache-Control: no-cache, must-revalidate');
        try {
            $result = self::answer($path);
            if ($result instanceof Response && !Profile::is('0.7')) {
                $result->send();

                return;
            }
            echo json_encode(['result' => $result, 'error' => null]);
        } catch (\Exception $error) {
            $code = $error->getCode() ?: 9999;
            http_response_code(in_array($code, self::UNAUTHORISED, true) ? 401 : (in_array($code, self::BAD_REQUEST, true) ? 400 : 200));
            echo json_encode(['result' => null, 'error' => ['message' => $error->getMessage(), 'code' => $code]]);
        } catch (\Throwable $error) {
            error_log((string) $error);
            http_response_code(500);
            echo json_encode(['result' => null, 'error' => ['message' => $error->getMessage(), 'code' => 9999]]);
        }
    }

    private static function answer(string $path): mixed
    {
        if (preg_match('@^/api/([a-z]+)/([a-z0-9]+)/([a-zA-Z0-9_]+)/?$@D', $path, $found) !== 1 || !in_array($found[1], ['guest', 'client', 'admin'], true)) {
            throw new \FOSSBilling\Exception('Unknown API call :call', [':call' => ''], 701);
        }
        [, $role, $module, $method] = $found;
        $data = ($_SERVER['REQUEST_METHOD'] ?? 'GET') === 'POST' ? self::body() : $_GET;
        $role === 'guest' || self::authenticate($role, $data);
        unset($data['CSRFToken']);

        return (new ApiHandler($role))->{"{$module}_$method"}($data);
    }

    /** A form's fields, else JSON. What is no JSON reaches the method as a list with one null in 0.7, and not at all later. */
    private static function body(): array
    {
        $raw = (string) file_get_contents('php://input');
        if ($_POST !== [] || $raw === '') {
            return $_POST;
        }
        $data = json_decode($raw, true);
        if (is_array($data)) {
            return $data;
        }
        if (!Profile::is('0.7')) {
            throw new InformationException('Malformed JSON input', null, 400);
        }
        if ($data !== null) {
            throw new \FOSSBilling\Exception('Cannot unset offset in a non-array variable', null, 9998);
        }

        return [null];
    }

    private static function authenticate(string $role, array $data): void
    {
        $who = $role === 'admin' ? People::admin() : People::client();
        if ($who !== null) {
            $token = $data['CSRFToken'] ?? $_GET['CSRFToken'] ?? (Profile::is('0.7') ? null : ($_SERVER['HTTP_X_CSRF_TOKEN'] ?? null));
            if (is_string($token) && hash_equals(Front::token(), $token)) {
                return;
            }
            if (!isset($_SERVER['PHP_AUTH_USER']) && !Profile::is('0.7')) {
                throw new InformationException('CSRF token invalid', null, 403);
            }
        }
        self::byToken($role);
    }

    private static function byToken(string $role): void
    {
        if (!isset($_SERVER['PHP_AUTH_USER'])) {
            throw new InformationException('Authentication Failed', null, 201);
        }
        $password = (string) ($_SERVER['PHP_AUTH_PW'] ?? '');
        $kind = ['admin' => 'Admin', 'client' => 'Client'][$_SERVER['PHP_AUTH_USER']] ?? throw new InformationException('Authentication Failed', null, 203);
        $model = $password === '' || $_SERVER['PHP_AUTH_USER'] !== $role ? null : (Rows::find($kind, 'api_token = ?', [$password])[0] ?? null);
        if ($model === null) {
            throw new InformationException('Authentication Failed', null, $kind === 'Admin' ? 205 : 204);
        }
        $kind === 'Admin' ? People::logInAdmin(Rows::id($model)) : People::logInClient(Rows::id($model));
    }
}
