<?php

/** Exchanges by the curl extension. */

declare(strict_types=1);

namespace Makegood\Pull;

final class CurlWire implements Wire
{
    private const CONNECT_MS = 10_000;

    public function exchange(Question $question, string $url, int $timeMs, int $maxBytes): Reply
    {
        [$lines, $body, $large] = [[], '', false];
        $curl = curl_init();
        curl_setopt_array($curl, [
            CURLOPT_URL => $url,
            CURLOPT_PROTOCOLS => str_starts_with($url, 'https:') ? CURLPROTO_HTTPS : CURLPROTO_HTTP,
            CURLOPT_FOLLOWLOCATION => false,
            CURLOPT_PROXY => '', // not even one of the environment: it would see whom we ask
            CURLOPT_NOPROXY => '*',
            CURLOPT_SSL_VERIFYPEER => true,
            CURLOPT_SSL_VERIFYHOST => 2,
            CURLOPT_NOSIGNAL => true,
            CURLOPT_CONNECTTIMEOUT_MS => min($timeMs, self::CONNECT_MS),
            CURLOPT_TIMEOUT_MS => $timeMs,
            CURLOPT_CUSTOMREQUEST => $question->method,
            CURLOPT_HTTPHEADER => [...Headers::of($question), 'Expect:'],
            CURLOPT_HEADERFUNCTION => static function ($curl, string $line) use (&$lines): int {
                $lines[] = rtrim($line, "\r\n");
                return strlen($line);
            },
            CURLOPT_WRITEFUNCTION => static function ($curl, string $piece) use (&$body, &$large, $maxBytes): int {
                $large = strlen($body) + strlen($piece) > $maxBytes;
                $body .= $large ? '' : $piece;
                return $large ? 0 : strlen($piece); // another length than given ends the transfer
            },
        ]);
        if ($question->body !== '') {
            curl_setopt($curl, CURLOPT_POSTFIELDS, $question->body);
        }
        $done = curl_exec($curl);
        $error = curl_errno($curl);
        curl_close($curl);
        if ($done === false) {
            throw new HttpFailed(match (true) {
                $large => HttpFailed::LARGE,
                $error === CURLE_OPERATION_TIMEOUTED => HttpFailed::TIME,
                $lines !== [] => HttpFailed::CUT,
                default => HttpFailed::CONNECTION,
            });
        }
        return Reply::ofLines($lines, $body);
    }
}
