<?php

/**
 * The first thing of both areas' pages: a request for JSON or for a file is answered and ended here, before the panel prints a page.
 * Any other request passes.
 */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Http;

use Makegood\Api\NotFound;
use Makegood\Desk\UnableToDo;
use Makegood\Engine\EngineFailure;
use Makegood\Engine\EngineUnavailable;
use WHMCS\Module\Addon\Makegood\Admin\InvalidInput;
use WHMCS\Module\Addon\Makegood\Admin\Token;

final class Door
{
    /** @param array<string, mixed> $vars as the panel hands them over */
    public static function admin(array $vars): void
    {
        self::open(static fn (): Endpoints => new AdminEndpoints($vars));
    }

    /** @param array<string, mixed> $vars as the panel hands them over */
    public static function client(array $vars): void
    {
        self::open(static fn (): Endpoints => new ClientEndpoints());
    }

    /** @param callable(): Endpoints $endpoints */
    private static function open(callable $endpoints): void
    {
        if (!isset($_GET['api']) && !isset($_GET['asset'])) {
            return;
        }
        // Whatever is printed by mistake lands in here, also where the panel does not buffer.
        ob_start();
        $method = strtoupper((string) ($_SERVER['REQUEST_METHOD'] ?? 'GET'));
        try {
            $response = isset($_GET['asset']) ? Assets::answer($method, new Params($_GET)) : self::json($endpoints(), $method);
        } catch (Refused $refused) {
            $response = Json::refused($refused);
        } catch (NotFound) {
            $response = Json::refused(Refused::notFound());
        } catch (InvalidInput | UnableToDo $unable) {
            $response = Json::refused(Refused::invalidInput(ucfirst($unable->getMessage())));
        } catch (EngineUnavailable | EngineFailure $engine) {
            Trouble::log('an endpoint', $engine);
            $response = Json::refused(Refused::engine());
        } catch (\Throwable $failure) {
            Trouble::log('an endpoint', $failure);
            $response = Json::refused(Refused::internal());
        }
        Ending::with($method === 'HEAD' ? $response->withoutBody() : $response);
    }

    private static function json(Endpoints $endpoints, string $method): Response
    {
        $endpoints->admit();
        $query = new Params($_GET);
        $name = $query->text('api');
        $wanted = $endpoints->methods()[$name] ?? throw Refused::notFound();
        if ($method !== $wanted && !($method === 'HEAD' && $wanted === 'GET')) {
            throw Refused::method($wanted === 'GET' ? 'GET, HEAD' : $wanted);
        }
        if ($wanted === 'POST' && !Token::isValid($_POST['token'] ?? null)) {
            throw Refused::token();
        }

        return $endpoints->answer($name, $query, new Params($_POST));
    }
}
