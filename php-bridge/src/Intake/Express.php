<?php

/**
 * The short way of a message: a known caller without a signature, kept in one exchange with the server. What else there can be
 * (an unknown caller, a signature, another database, a server that is down) is Endpoint's. Few calls and few files: a storm of
 * messages goes through here.
 */

declare(strict_types=1);

namespace Makegood\Intake;

use Makegood\Clock;
use Makegood\Run\Probe;

final class Express
{
    /** Headers::KEPT as PHP names them: who sends one may have something to check. */
    public const SIGNED = [
        'HTTP_X_CHECKLY_SIGNATURE', 'HTTP_X_CHECKLY_TIMESTAMP', 'HTTP_X_GRAFANA_ALERTING_SIGNATURE', 'HTTP_X_GRAFANA_ALERTING_TIMESTAMP',
        'HTTP_X_AMZ_SNS_MESSAGE_TYPE', 'HTTP_X_MAKEGOOD_SIGNATURE', 'HTTP_X_ZABBIX_SIGNATURE',
    ];
    public const MAX_BODY = 1024 * 1024;
    /** As the columns have it (Deliveries, Fits), without loading them. */
    public const QUERY_MAX = 65_535;
    public const TYPE_MAX = 255;

    /** Serves PHP's current request; the one line of a module's webhook.php. @return int the status that was sent */
    public static function serve(string $configurationFile): int
    {
        $open = null;
        $query = $_SERVER['QUERY_STRING'] ?? '';
        if (self::isPlain() && preg_match('/^s=([1-9]\d{0,17})\.([0-9a-f]{64})(?:&|$)(.*)/Ds', $query, $claim) === 1 && !str_contains('&' . $claim[3], '&s=')) {
            try {
                $settings = ConnectionSettings::fromFile($configurationFile);
                $pdo = $settings->isServer() ? $settings->open() : null;
                $open = $pdo === null ? null : static fn (): \PDO => $pdo;
                $body = (string) file_get_contents('php://input', false, null, 0, self::MAX_BODY + 1);
                if ($pdo !== null && self::keep($pdo, $claim[1], hash('sha256', $claim[2]), $_SERVER['CONTENT_TYPE'] ?? '', $claim[3], $body)) {
                    return self::send(202, 'stored');
                }
            } catch (\PDOException $failure) {
                // It took its time: that the server is down need not be found out twice.
                $open ??= static fn (): \PDO => throw $failure;
            } catch (\Throwable) {
                // Endpoint meets it again, and says what is to be said.
            }
        }
        return Endpoint::serve($configurationFile, $open);
    }

    /**
     * Keeps the message if its caller is known and has nothing to sign with.
     *
     * @param string $sourceId digits; @param string $digest hex digits
     * @return bool false: it is not kept, for one reason or the other
     */
    public static function keep(\PDO $pdo, string $sourceId, string $digest, string $contentType, string $query, string $body): bool
    {
        if (strlen($body) > self::MAX_BODY || strlen($query) > self::QUERY_MAX) {
            return false;
        }
        // Nobody has set the clock where it is not loaded.
        $nowMs = class_exists(Clock::class, false) ? Clock::nowMs() : (int) (microtime(true) * 1000);
        // Bytes as they came, whatever the connection's charset is.
        $bytes = '_binary ' . $pdo->quote(substr($contentType, 0, self::TYPE_MAX)) . ', _binary ' . $pdo->quote($query) . ', _binary ' . $pdo->quote($body);
        // Who is not known has no id, and a row without one is refused: that needs no lock on the table's numbers, which a SELECT
        // of rows would. Whoever could tell by the time it takes how much of a digest is right would not know what to hash.
        // In the WHERE each further condition would be one more thing for the server to plan with.
        $known = "(SELECT IF(digest = '$digest' AND signing IS NULL, id, NULL) FROM mod_makegood_sources WHERE id = $sourceId)";
        try {
            $pdo->exec("INSERT INTO mod_makegood_deliveries (source_id, received_ms, content_type, query, body, state) VALUES ($known, $nowMs, $bytes, 'new')");
        } catch (\PDOException) {
            return false; // what to do about it is seen when it is asked who calls
        }
        if (class_exists(Probe::class, false)) { // only a test has it here
            Probe::at('intake.stored');
        }
        return true;
    }

    /** @return int the status */
    public static function send(int $status, string $text): int
    {
        http_response_code($status);
        header('Content-Type: text/plain; charset=utf-8');
        header('Cache-Control: no-store');
        echo $text, "\n";
        return $status;
    }

    private static function isPlain(): bool
    {
        foreach (self::SIGNED as $name) {
            if (isset($_SERVER[$name])) {
                return false;
            }
        }
        // PHP keeps no raw body of a form with files.
        return in_array($_SERVER['REQUEST_METHOD'] ?? '', ['GET', 'POST', 'PUT'], true) && stripos($_SERVER['CONTENT_TYPE'] ?? '', 'multipart/form-data') !== 0;
    }
}
