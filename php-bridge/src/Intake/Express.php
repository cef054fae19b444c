<?php

/**
 * The short way of a message: a known caller without a signature, kept in one exchange with the server. What else there can be
 * (an unknown caller, a signature, another database, a server that is down) is Endpoint's. Few calls, and no other file but the
 * panel's configuration.php: a storm of messages goes through here, and each message pays for each file, each function that is looked
 * up (so PHP's own stand with their \ here) and each look at the disk. Who the mirror knows is let in on its word, with what was
 * presented beside the message: cron holds that against the ledger before it believes the message (Run\Callers).
 */

declare(strict_types=1);

namespace Makegood\Intake;

use Makegood\Clock;
use Makegood\Run\Probe;

final class Express
{
    private const TIMEOUT_S = 5;
    /** Headers::KEPT as PHP names them: who sends one may have something to check. */
    public const SIGNED = [
        'HTTP_X_CHECKLY_SIGNATURE', 'HTTP_X_CHECKLY_TIMESTAMP', 'HTTP_X_GRAFANA_ALERTING_SIGNATURE', 'HTTP_X_GRAFANA_ALERTING_TIMESTAMP',
        'HTTP_X_AMZ_SNS_MESSAGE_TYPE', 'HTTP_X_MAKEGOOD_SIGNATURE', 'HTTP_X_ZABBIX_SIGNATURE',
    ];
    public const MAX_BODY = 1024 * 1024;
    /** As the columns have it (Deliveries, Fits), without loading them. */
    public const QUERY_MAX = 65_535;
    public const TYPE_MAX = 255;
    /** In the data directory, see Mirror. */
    public const CALLERS = 'callers';

    /** Serves PHP's current request; the one line of a module's webhook.php. @return int the status that was sent */
    public static function serve(string $configurationFile): int
    {
        $open = null;
        $claim = self::isPlain() ? self::claim($_SERVER['QUERY_STRING'] ?? '') : null;
        try {
            $values = $claim === null ? null : self::configuration($configurationFile);
            if ($values !== null && ($values['db_driver'] ?? '') !== 'sqlite') {
                [$id, $secret, $query] = $claim;
                $digest = \hash('sha256', $secret);
                $isMirrored = @\is_file(self::dataPath($values, $configurationFile) . '/' . self::CALLERS . "/$id.$digest");
                $pdo = self::connect($values);
                $body = (string) \file_get_contents('php://input', false, null, 0, self::MAX_BODY + 1);
                if (self::keep($pdo, $id, $digest, $_SERVER['CONTENT_TYPE'] ?? '', $query, $body, $isMirrored)) {
                    return self::send(202, 'stored');
                }
                $open = static fn (): \PDO => $pdo;
            }
        } catch (\PDOException $failure) {
            // It took its time: that the server is down need not be found out twice.
            $open = static fn (): \PDO => throw $failure;
        } catch (\Throwable) {
            // Endpoint meets it again, and says what is to be said.
        }
        require_once __DIR__ . '/../autoload.php';
        return Endpoint::serve($configurationFile, $open);
    }

    /**
     * Keeps the message if its caller is known and has nothing to sign with.
     *
     * @param string $sourceId digits; @param string $digest hex digits
     * @param bool $isMirrored whether the mirror knows the caller: the server need not look
     * @return bool false: it is not kept, for one reason or the other
     */
    public static function keep(\PDO $pdo, string $sourceId, string $digest, string $contentType, string $query, string $body, bool $isMirrored = false): bool
    {
        if (\strlen($body) > self::MAX_BODY || \strlen($query) > self::QUERY_MAX) {
            return false;
        }
        // Where it is not loaded this file is alone: nobody has set the clock, and no test looks on.
        $hasClock = \class_exists(Clock::class, false);
        $nowMs = $hasClock ? Clock::nowMs() : (int) (\microtime(true) * 1000);
        // Bytes as they came, whatever the connection's charset is.
        $message = "'new', $nowMs, _binary " . $pdo->quote(\substr($contentType, 0, self::TYPE_MAX)) . ', _binary ' . $pdo->quote($query) . ', _binary ' . $pdo->quote($body);
        // The first also fails where the tables are still of before there was such a column.
        $isKept = $isMirrored && self::insert($pdo, 'state, received_ms, content_type, query, body, source_id, presented', "$message, $sourceId, '$digest'");
        if (!$isKept) {
            // Who is not known has no id, and a row without one is refused: that needs no lock on the table's numbers, which a SELECT
            // of rows would. Whoever could tell by the time it takes how much of a digest is right would not know what to hash.
            // In the WHERE each further condition would be one more thing for the server to plan with.
            $known = "(SELECT IF(digest = '$digest' AND signing IS NULL, id, NULL) FROM mod_makegood_sources WHERE id = $sourceId)";
            $isKept = self::insert($pdo, 'state, received_ms, content_type, query, body, source_id', "$message, $known");
        }
        if ($isKept && \class_exists(Probe::class, false)) {
            Probe::at('intake.stored');
        }
        return $isKept; // if not, what to do about it is seen when it is asked who calls
    }

    private static function insert(\PDO $pdo, string $columns, string $values): bool
    {
        try {
            $pdo->exec("INSERT INTO mod_makegood_deliveries ($columns) VALUES ($values)");
            return true;
        } catch (\PDOException) {
            return false;
        }
    }

    /** @return int the status */
    public static function send(int $status, string $text): int
    {
        \http_response_code($status);
        \header('Content-Type: text/plain; charset=utf-8');
        if ($status !== 202) { // which nobody keeps by itself
            \header('Cache-Control: no-store');
        }
        echo $text, "\n";
        return $status;
    }

    /** @return array<string, mixed> the variables that the panel's configuration.php sets @throws \RuntimeException when there is no such file */
    public static function configuration(string $file): array
    {
        \ob_start();
        $values = self::variables($file);
        \ob_end_clean();
        return $values ?? throw new \RuntimeException('The panel\'s configuration file is not there.');
    }

    /** @return array<string, mixed>|null null when the file is not there, which is found out by the attempt: one look at the disk less */
    private static function variables(string $file): ?array
    {
        return (@include $file) === false ? null : \get_defined_vars();
    }

    /** @param array<string, mixed> $values of configuration() */
    public static function dataPath(array $values, string $configurationFile): string
    {
        return (string) ($values['makegood_data_dir'] ?? '') ?: \dirname((string) \realpath($configurationFile), 2) . '/makegood-data';
    }

    /** The server of the panel. @param array<string, mixed> $values of configuration() @throws \PDOException when it cannot be reached */
    public static function connect(array $values): \PDO
    {
        $host = (string) ($values['db_host'] ?? '') ?: 'localhost';
        $port = (string) ($values['db_port'] ?? '');
        if ($host[0] === '/') {
            $where = 'unix_socket=' . $host;
        } else {
            if (\preg_match('/^(.+):(\d+)$/D', $host, $m) === 1) {
                [, $host, $port] = $m;
            }
            $where = 'host=' . $host . ($port === '' ? '' : ';port=' . $port);
        }
        // The endpoint writes bytes: the server need not look for characters in them, nor convert what it compares.
        return new \PDO('mysql:' . $where . ';dbname=' . ($values['db_name'] ?? '') . ';charset=binary', (string) ($values['db_username'] ?? ''), (string) ($values['db_password'] ?? ''), [
            \PDO::ATTR_ERRMODE => \PDO::ERRMODE_EXCEPTION,
            \PDO::ATTR_TIMEOUT => self::TIMEOUT_S,
            \PDO::ATTR_EMULATE_PREPARES => false,
            // One connection for each worker of PHP: the host's choice.
            \PDO::ATTR_PERSISTENT => (string) ($values['makegood_persistent'] ?? '') === '1',
        ]);
    }

    /**
     * What the caller claims, when it is the first thing of the query and the only one of its name.
     *
     * @return array{string, string, string}|null source's id, secret, the rest of the query
     */
    private static function claim(string $query): ?array
    {
        // No regular expression: it costs more than all of this. What the secret is made of its digest tells.
        $dot = (int) \strpos($query, '.');
        $id = \substr($query, 2, \max(0, $dot - 2));
        $rest = \substr($query, $dot + 65);
        $isClaim = \strncmp($query, 's=', 2) === 0 && (string) (int) $id === $id && $id > 0 && \strlen($query) >= $dot + 65
            && ($rest === '' || $rest[0] === '&') && !\str_contains($rest, '&s=');
        return $isClaim ? [$id, \substr($query, $dot + 1, 64), \substr($rest, 1)] : null;
    }

    private static function isPlain(): bool
    {
        foreach (self::SIGNED as $name) {
            if (isset($_SERVER[$name])) {
                return false;
            }
        }
        // PHP keeps no raw body of a form with files.
        return \in_array($_SERVER['REQUEST_METHOD'] ?? '', ['GET', 'POST', 'PUT'], true) && \stripos($_SERVER['CONTENT_TYPE'] ?? '', 'multipart/form-data') !== 0;
    }
}
