<?php

/** Who may be asked and how: HTTPS to a closed list of hosts, no redirect, no proxy, a limit of time and size. */

declare(strict_types=1);

namespace Makegood\Pull;

final class Http
{
    /** Larger ones, escaped, no longer fit into one request to the core (8 MiB). */
    public const MAX_BYTES = 4 * 1024 * 1024;
    private readonly ?Wire $wire;

    /**
     * @param array<string, string> $instead for tests: origin (`https://api.pingdom.com`) => a server on this machine (`http://127.0.0.1:8000`)
     * @param ?Wire $wire null: curl where there is one, else PHP's streams
     */
    public function __construct(private readonly array $instead = [], public readonly Time $time = new Time(), ?Wire $wire = null)
    {
        $this->wire = $wire ?? match (true) {
            function_exists('curl_init') => new CurlWire(),
            in_array(strtolower((string) ini_get('allow_url_fopen')), ['1', 'on'], true) => new StreamWire(),
            default => null,
        };
    }

    /**
     * @param string $host the only one that may be asked
     * @return Reply of status 2xx
     * @throws HttpFailed
     */
    public function ask(Question $question, string $host, int $timeMs, int $maxBytes = self::MAX_BYTES): Reply
    {
        $wire = $this->wire ?? throw new HttpFailed(HttpFailed::NO_WAY);
        $reply = $wire->exchange($question, $this->address($question->url, $host), $timeMs, min($maxBytes, self::MAX_BYTES));
        if ($reply->status >= 200 && $reply->status < 300) {
            return $reply;
        }
        $redirect = $reply->status >= 300 && $reply->status < 400;
        throw new HttpFailed($redirect ? HttpFailed::REDIRECT : HttpFailed::STATUS, $reply->status, $reply->retryAfterMs($this->time->nowMs()));
    }

    /** @throws HttpFailed ADDRESS */
    private function address(string $url, string $host): string
    {
        $parts = parse_url($url);
        $own = is_array($parts) && ($parts['scheme'] ?? '') === 'https' && strtolower($parts['host'] ?? '') === strtolower($host)
            && !isset($parts['user']) && !isset($parts['pass']) && !preg_match('/[\x00-\x20\x7f]/', $url);
        if (!$own) {
            throw new HttpFailed(HttpFailed::ADDRESS);
        }
        $origin = 'https://' . $parts['host'] . (isset($parts['port']) ? ':' . $parts['port'] : '');
        $local = $this->instead[$origin] ?? null;
        if ($local === null) {
            return $url;
        }
        if (!preg_match('~^http://127\.0\.0\.1:\d{1,5}$~D', $local)) {
            throw new HttpFailed(HttpFailed::ADDRESS);
        }
        return $local . substr($url, strlen($origin));
    }
}
