<?php

/** Exchanges by PHP's own streams, where there is no curl extension. */

declare(strict_types=1);

namespace Makegood\Pull;

final class StreamWire implements Wire
{
    private const PIECE = 65_536;
    private const NS_PER_MS = 1_000_000;
    private const MOMENT_US = 10_000;

    public function exchange(Question $question, string $url, int $timeMs, int $maxBytes): Reply
    {
        $until = hrtime(true) + $timeMs * self::NS_PER_MS;
        $stream = @fopen($url, 'r', false, self::context($question, $timeMs));
        if ($stream === false) {
            throw new HttpFailed(hrtime(true) >= $until ? HttpFailed::TIME : HttpFailed::CONNECTION);
        }
        try {
            $lines = array_values(array_filter((array) (stream_get_meta_data($stream)['wrapper_data'] ?? []), 'is_string'));
            $reply = Reply::ofLines($lines, self::read($stream, $until, $maxBytes));
        } finally {
            fclose($stream);
        }
        $announced = $reply->headers['content-length'] ?? '';
        if (preg_match('/^\d{1,10}$/D', $announced) && strlen($reply->body) < (int) $announced) {
            throw new HttpFailed(HttpFailed::CUT);
        }
        return $reply;
    }

    /** @return resource */
    private static function context(Question $question, int $timeMs)
    {
        return stream_context_create([
            'http' => [
                'method' => $question->method,
                'header' => Headers::of($question),
                'content' => $question->body,
                'timeout' => $timeMs / 1000,
                'ignore_errors' => true,
                'follow_location' => 0,
                'protocol_version' => '1.1',
            ],
            'ssl' => ['verify_peer' => true, 'verify_peer_name' => true, 'allow_self_signed' => false],
        ]);
    }

    /**
     * Never blocks for longer than a moment: a blocking read of a filtered stream (chunks) waits until its buffer is full, however slowly.
     *
     * @param resource $stream
     */
    private static function read($stream, int $until, int $maxBytes): string
    {
        stream_set_blocking($stream, false);
        $body = '';
        for (;;) {
            $piece = fread($stream, self::PIECE);
            $body .= $piece;
            if (strlen($body) > $maxBytes) {
                throw new HttpFailed(HttpFailed::LARGE);
            }
            if (stream_get_meta_data($stream)['eof']) {
                return $body;
            }
            if (hrtime(true) >= $until) {
                throw new HttpFailed(HttpFailed::TIME);
            }
            if ($piece === '' || $piece === false) {
                usleep(self::MOMENT_US); // a filtered stream cannot be selected
            }
        }
    }
}
