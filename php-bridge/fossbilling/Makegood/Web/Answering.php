<?php

/** Answers in the way of the panel's line: 0.7 prints the text that a controller returns, later lines send the object that it returns. */

declare(strict_types=1);

namespace Box\Mod\Makegood\Web;

use Box\Mod\Makegood\Panel\Handle;
use Makegood\Pages\Http\Ending;
use Makegood\Pages\Http\Response;

final class Answering
{
    private const OBJECT = 'Symfony\\Component\\HttpFoundation\\Response';

    /** @param array<string, string> $variables of the template; what is HTML in them was escaped where it was made */
    public static function framed(\Box_App $panel, string $template, array $variables, int $status): mixed
    {
        $html = $panel->render($template, $variables);
        if (!Handle::isBefore08()) {
            $class = self::OBJECT;

            return new $class($html, $status);
        }
        $status === 200 || http_response_code($status);

        return $html;
    }

    /** JSON, a file: nothing of the panel's around it. */
    public static function direct(Response $response): mixed
    {
        if (Handle::isBefore08()) {
            Ending::with($response);
        }
        $class = self::OBJECT;
        foreach ($response->headers as $name => $value) {
            $value === '' && !headers_sent() && header_remove($name);
        }

        return new $class($response->body, $response->status, array_filter($response->headers, static fn (string $value): bool => $value !== ''));
    }
}
