<?php

/** Sends an answer and ends the request: what was printed before, a notice or half a page, is thrown away. */

declare(strict_types=1);

namespace Makegood\Pages\Http;

final class Ending
{
    /** @var (\Closure(Response): never)|null */
    private static ?\Closure $instead = null;

    /** For tests: what to do with an answer instead of sending it. @param (\Closure(Response): never)|null $instead */
    public static function replace(?\Closure $instead): void
    {
        self::$instead = $instead;
    }

    public static function with(Response $response): never
    {
        if (self::$instead !== null) {
            (self::$instead)($response);
        }
        while (ob_get_level() > 0 && ob_end_clean());
        if (!headers_sent()) {
            http_response_code($response->status);
            foreach ($response->headers as $name => $value) {
                $value === '' ? header_remove($name) : header($name . ': ' . $value);
            }
        }
        // A notice from here on (a destructor, a shutdown function of the panel) would follow the body.
        ini_set('display_errors', '0');
        echo $response->body;
        exit;
    }
}
