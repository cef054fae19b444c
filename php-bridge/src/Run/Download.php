<?php

/** Fetches one small document over HTTPS: no redirect, a time limit, a limit of size. Who may be asked is the caller's to say. */

declare(strict_types=1);

namespace Makegood\Run;

final class Download
{
    private const TIMEOUT_S = 10;
    private const MOST = 256 * 1024;

    /** @throws \RuntimeException with a sentence that names no address */
    public static function https(string $url): string
    {
        if (!str_starts_with($url, 'https://')) {
            throw new \RuntimeException('Only HTTPS addresses are asked.');
        }
        $context = stream_context_create([
            'http' => ['timeout' => self::TIMEOUT_S, 'follow_location' => 0, 'ignore_errors' => true, 'header' => 'Accept: */*'],
            'ssl' => ['verify_peer' => true, 'verify_peer_name' => true, 'allow_self_signed' => false],
        ]);
        $stream = @fopen($url, 'rb', false, $context);
        if ($stream === false) {
            throw new \RuntimeException('The server cannot be reached: ' . parse_url($url, PHP_URL_HOST) . '.');
        }
        $body = stream_get_contents($stream, self::MOST + 1);
        $head = (string) (stream_get_meta_data($stream)['wrapper_data'][0] ?? '');
        fclose($stream);
        if ($body === false || strlen($body) > self::MOST || preg_match('~^HTTP/\S+ 200\b~', $head) !== 1) {
            throw new \RuntimeException('The server did not answer as it should: ' . parse_url($url, PHP_URL_HOST) . '.');
        }
        return $body;
    }
}
