<?php

/**
 * The door for monitors through the panel: stores the message as webhook.php does, raw and without looking at it, and ends the
 * request. A monitor has no session, so none is kept of it.
 */

declare(strict_types=1);

namespace Box\Mod\Makegood\Web;

use Makegood\Intake\ConnectionSettings;
use Makegood\Intake\Endpoint;
use Makegood\Intake\Headers;
use Makegood\Pages\Http\Ending;
use Makegood\Pages\Http\Response;

final class Hook
{
    public static function answer(): never
    {
        Ending::with(self::stored());
    }

    private static function stored(): Response
    {
        if (session_status() === PHP_SESSION_ACTIVE) {
            session_abort();
        }
        try {
            $settings = ConnectionSettings::fromFile(dirname(__DIR__) . '/connection.php');
            [$type, $body] = Endpoint::received();
            $endpoint = new Endpoint($settings->open(...), $settings->dataDirectory(...), $settings->vault(...));
            $answer = $endpoint->answer((string) ($_SERVER['REQUEST_METHOD'] ?? ''), self::query(), $type, $body, Headers::ofRequest($_SERVER));
            [$status, $text] = [$answer->status, $answer->body];
        } catch (\Throwable) {
            [$status, $text] = [503, 'unavailable']; // nothing of the failure goes out: it may name hosts and users
        }
        $headers = ['Content-Type' => 'text/plain; charset=utf-8', 'Cache-Control' => 'no-store', 'Set-Cookie' => '', 'Pragma' => '', 'Expires' => ''];

        return new Response($status, $headers + ($status === 503 ? ['Retry-After' => '60'] : []), $text . "\n");
    }

    /** As it was sent: rules of web servers hand over the path as a parameter of their own. */
    private static function query(): string
    {
        $pairs = explode('&', (string) ($_SERVER['QUERY_STRING'] ?? ''));

        return implode('&', array_filter($pairs, static fn (string $pair): bool => !str_starts_with($pair, '_url=') && $pair !== ''));
    }
}
