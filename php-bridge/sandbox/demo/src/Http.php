<?php

/**
 * A plain HTTP client for 127.0.0.1, with PHP's stream wrapper and nothing else.
 */

declare(strict_types=1);

namespace MakegoodDemo;

final class Http
{
    /** @param array<string, string> $cookies name → value; what answers set is kept and sent again */
    public function __construct(private readonly string $base, private array $cookies = [])
    {
    }

    /** @param list<string> $headers @return array{status: int, body: string} */
    public function get(string $path, array $headers = []): array
    {
        return $this->send('GET', $path, $headers, null);
    }

    /** @param list<string> $headers @return array{status: int, body: string} */
    public function post(string $path, string $type, string $body, array $headers = []): array
    {
        return $this->send('POST', $path, ["Content-Type: {$type}", ...$headers], $body);
    }

    /** @param array<string, string> $fields @param list<string> $headers @return array{status: int, body: string} */
    public function form(string $path, array $fields, array $headers = []): array
    {
        return $this->post($path, 'application/x-www-form-urlencoded', http_build_query($fields), $headers);
    }

    /** @param list<string> $headers @return array{status: int, body: string} */
    private function send(string $method, string $path, array $headers, ?string $body): array
    {
        if ($this->cookies !== []) {
            $headers[] = 'Cookie: ' . http_build_query($this->cookies, '', '; ', PHP_QUERY_RFC3986);
        }
        $http = [
            'method' => $method,
            'header' => implode("\r\n", [...$headers, 'Connection: close']),
            'ignore_errors' => true,
            'follow_location' => 0,
            'timeout' => 60,
            'protocol_version' => '1.1',
        ];
        if ($body !== null) {
            $http['content'] = $body;
        }
        $answer = @file_get_contents($this->base . $path, false, stream_context_create(['http' => $http]));
        if ($answer === false) {
            throw new Failed("no answer from {$this->base}{$path}");
        }
        foreach ($http_response_header as $header) {
            if (preg_match('/^Set-Cookie:\s*([^=;\s]+)=([^;]*)/i', $header, $found) === 1) {
                $this->cookies[$found[1]] = $found[2];
            }
        }
        $status = preg_match('~^HTTP/\S+ (\d{3})~', $http_response_header[0] ?? '', $found) === 1 ? (int) $found[1] : 0;
        return ['status' => $status, 'body' => $answer];
    }
}
