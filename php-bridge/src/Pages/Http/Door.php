<?php

/**
 * The first thing of both areas' pages: a request for JSON or for a file is answered and ended here, before the panel prints a page.
 * Any other request passes.
 */

declare(strict_types=1);

namespace Makegood\Pages\Http;

use Makegood\Api\NotFound;
use Makegood\Desk\UnableToDo;
use Makegood\Engine\EngineFailure;
use Makegood\Engine\EngineUnavailable;
use Makegood\Pages\Admin\InvalidInput;
use Makegood\Pages\Site;

final class Door
{
    public static function admin(Site $site): void
    {
        self::close(self::ofAdmin($site));
    }

    public static function client(Site $site): void
    {
        self::close(self::ofClient($site));
    }

    /** For a panel that sends answers itself; null when a page is asked for. */
    public static function ofAdmin(Site $site): ?Response
    {
        return self::answer($site, static fn (): Endpoints => new AdminEndpoints($site));
    }

    /** The same for clients. */
    public static function ofClient(Site $site): ?Response
    {
        return self::answer($site, static fn (): Endpoints => new ClientEndpoints($site));
    }

    private static function close(?Response $response): void
    {
        $response === null || Ending::with($response);
    }

    /** @param callable(): Endpoints $endpoints */
    private static function answer(Site $site, callable $endpoints): ?Response
    {
        $request = $site->host()->request();
        if (!$request->asks('api') && !$request->asks('asset')) {
            return null;
        }
        // Whatever is printed by mistake lands in here, also where the panel does not buffer.
        ob_start();
        try {
            $response = $request->asks('asset') ? Assets::answer($site, $request) : self::json($site, $endpoints(), $request);
        } catch (Refused $refused) {
            $response = Json::refused($refused);
        } catch (NotFound) {
            $response = Json::refused(Refused::notFound());
        } catch (InvalidInput | UnableToDo $unable) {
            $response = Json::refused(Refused::invalidInput(ucfirst($unable->getMessage())));
        } catch (EngineUnavailable | EngineFailure $engine) {
            Trouble::log($site, 'an endpoint', $engine);
            $response = Json::refused(Refused::engine());
        } catch (\Throwable $failure) {
            Trouble::log($site, 'an endpoint', $failure);
            $response = Json::refused(Refused::internal());
        } finally {
            ob_end_clean();
        }

        return $request->method === 'HEAD' ? $response->withoutBody() : $response;
    }

    private static function json(Site $site, Endpoints $endpoints, Request $request): Response
    {
        $endpoints->admit();
        $query = new Params($request->query);
        $name = $query->text('api');
        $wanted = $endpoints->methods()[$name] ?? throw Refused::notFound();
        if ($request->method !== $wanted && !($request->method === 'HEAD' && $wanted === 'GET')) {
            throw Refused::method($wanted === 'GET' ? 'GET, HEAD' : $wanted);
        }
        if ($wanted === 'POST' && !Token::isValid($site->host())) {
            throw Refused::token();
        }

        return $endpoints->answer($name, $query, new Params($request->form));
    }
}
