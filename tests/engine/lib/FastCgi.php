<?php

/** One request to php-fpm over its socket: what a web server says, in thirty lines. */

declare(strict_types=1);

namespace MakegoodEngineTests;

final class FastCgi
{
    private const BEGIN = 1;
    private const END = 3;
    private const PARAMS = 4;
    private const STDIN = 5;
    private const STDOUT = 6;
    private const STDERR = 7;

    /**
     * @param array<string, string> $params
     * @return string the script's output, without its headers
     */
    public static function get(string $socket, string $script, array $params, int $timeoutSeconds): string
    {
        $stream = stream_socket_client("unix://$socket", $code, $error, 5.0) ?: throw new \RuntimeException("php-fpm: $error");
        stream_set_timeout($stream, $timeoutSeconds);
        $params += ['SCRIPT_FILENAME' => $script, 'REQUEST_METHOD' => 'GET', 'GATEWAY_INTERFACE' => 'CGI/1.1'];
        $pairs = '';
        foreach ($params as $name => $value) {
            $pairs .= pack('NN', strlen($name) | 0x80000000, strlen($value) | 0x80000000) . $name . $value;
        }
        fwrite($stream, self::record(self::BEGIN, pack('nCx5', 1, 0)) . self::record(self::PARAMS, $pairs) . self::record(self::PARAMS, '') . self::record(self::STDIN, ''));
        [$out, $err] = self::read($stream);
        $late = stream_get_meta_data($stream)['timed_out'];
        fclose($stream);
        if ($late) {
            throw new \RuntimeException('hung');
        }
        if ($err !== '') {
            throw new \RuntimeException('php-fpm: ' . substr($err, 0, 2000));
        }
        return explode("\r\n\r\n", $out, 2)[1] ?? throw new \RuntimeException("php-fpm broke off: $out");
    }

    private static function record(int $type, string $content): string
    {
        return pack('CCnnCx', 1, $type, 1, strlen($content), 0) . $content;
    }

    /** @param resource $stream @return array{string, string} */
    private static function read($stream): array
    {
        $said = [self::STDOUT => '', self::STDERR => ''];
        while (strlen($head = (string) stream_get_contents($stream, 8)) === 8) {
            ['type' => $type, 'length' => $length, 'padding' => $padding] = unpack('Cversion/Ctype/nid/nlength/Cpadding', $head);
            $content = $length > 0 ? (string) stream_get_contents($stream, $length) : '';
            if ($padding > 0) {
                stream_get_contents($stream, $padding);
            }
            if ($type === self::END) {
                break;
            }
            $said[$type] = ($said[$type] ?? '') . $content;
        }
        return [$said[self::STDOUT], $said[self::STDERR]];
    }
}
