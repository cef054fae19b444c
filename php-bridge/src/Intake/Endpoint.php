<?php

/** The webhook endpoint: who calls, store it raw, answer. It understands nothing and boots no panel. */

declare(strict_types=1);

namespace Makegood\Intake;

use Makegood\Clock;
use Makegood\Ledger\Deliveries;
use Makegood\Ledger\Fits;
use Makegood\Ledger\Ledger;
use Makegood\Run\Probe;

final class Endpoint
{
    public const MAX_BODY = 1024 * 1024;
    private const METHODS = ['GET', 'POST', 'PUT'];

    /** @param \Closure(): \PDO $openDb throws when the database is down */
    public function __construct(private readonly \Closure $openDb, private readonly ?DataDirectory $data)
    {
    }

    /** Serves PHP's current request; the one line of a module's webhook.php. @return int the status that was sent */
    public static function serve(string $configurationFile): int
    {
        try {
            $settings = ConnectionSettings::fromFile($configurationFile);
            [$type, $body] = self::readBody();
            $answer = (new self($settings->open(...), $settings->dataDirectory()))->answer(
                (string) ($_SERVER['REQUEST_METHOD'] ?? ''),
                (string) ($_SERVER['QUERY_STRING'] ?? ''),
                $type,
                $body,
            );
        } catch (\Throwable) {
            // Nothing of the failure goes out: it may name hosts and users.
            $answer = new Answer(503, 'unavailable');
        }
        http_response_code($answer->status);
        header('Content-Type: text/plain; charset=utf-8');
        header('Cache-Control: no-store');
        if ($answer->status === 503) {
            header('Retry-After: 60');
        }
        echo $answer->body, "\n";
        return $answer->status;
    }

    public function answer(string $method, string $queryString, string $contentType, string $body): Answer
    {
        if (!in_array($method, self::METHODS, true)) {
            return new Answer(405, 'use GET, POST or PUT');
        }
        $claim = SecretCheck::claim($queryString);
        $ledger = $this->ledger();
        try {
            $digest = $claim === null || $ledger === null ? null : ($ledger->sources->byId($claim->sourceId)['digest'] ?? null);
        } catch (\PDOException) {
            $ledger = null; // the connection opened and then broke, or the tables are not there
        }
        if ($ledger === null) {
            return $this->withoutDatabase($claim, $queryString, $contentType, $body);
        }
        if ($claim === null || !$claim->holds($digest)) {
            $this->countRejected($ledger);
            return new Answer(401, 'unknown source or wrong secret');
        }
        $message = $this->message($claim, $queryString, $contentType, $body);
        if ($message === null) {
            return new Answer(413, 'too large');
        }
        try {
            $ledger->deliveries->add($message->sourceId, $message->receivedMs, $message->contentType, $message->query, $message->body);
            Probe::at('intake.stored');
        } catch (\PDOException) {
            return $this->spool($message);
        }
        $this->noteHeard($ledger, $message);
        return new Answer(202, 'stored');
    }

    private function ledger(): ?Ledger
    {
        try {
            return Ledger::over(($this->openDb)());
        } catch (\PDOException) {
            return null;
        }
    }

    private function withoutDatabase(?SecretCheck $claim, string $queryString, string $contentType, string $body): Answer
    {
        $digests = $this->data?->mirror()->read() ?? [];
        // Without a mirror nobody can be told apart; a caller that the mirror does not know may be newer than it.
        if ($claim === null || !$claim->holds($digests[$claim->sourceId] ?? null)) {
            return new Answer(503, 'try again later');
        }
        $message = $this->message($claim, $queryString, $contentType, $body);
        return $message === null ? new Answer(413, 'too large') : $this->spool($message);
    }

    private function spool(Message $message): Answer
    {
        $kept = $this->data?->spool()->put($message) ?? false;
        return $kept ? new Answer(202, 'stored') : new Answer(503, 'try again later');
    }

    private function message(SecretCheck $claim, string $queryString, string $contentType, string $body): ?Message
    {
        $query = SecretCheck::strip($queryString);
        if (strlen($body) > self::MAX_BODY || strlen($query) > Deliveries::QUERY_MAX) {
            return null;
        }
        return new Message($claim->sourceId, Clock::nowMs(), substr($contentType, 0, Fits::LABEL), $query, $body);
    }

    /** A count that fails must not turn a 401 into anything else. */
    private function countRejected(Ledger $ledger): void
    {
        try {
            Counter::rejected($ledger);
        } catch (\PDOException) {
        }
    }

    /** The message is stored already: a failure here must not make the monitor send it again. */
    private function noteHeard(Ledger $ledger, Message $message): void
    {
        try {
            $ledger->sources->heard($message->sourceId, $message->receivedMs);
        } catch (\PDOException) {
        }
    }

    /** @return array{string, string} content type and body */
    private static function readBody(): array
    {
        $type = (string) ($_SERVER['CONTENT_TYPE'] ?? '');
        $body = (string) file_get_contents('php://input', false, null, 0, self::MAX_BODY + 1);
        if ($body === '' && stripos($type, 'multipart/form-data') === 0) {
            // PHP keeps no raw multipart body; its fields are the same message as a plain form.
            return ['application/x-www-form-urlencoded', http_build_query($_POST)];
        }
        return [$type, $body];
    }
}
