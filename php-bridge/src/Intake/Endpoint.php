<?php

/** The webhook endpoint: who calls, store it raw, answer. It understands nothing and boots no panel. */

declare(strict_types=1);

namespace Makegood\Intake;

use Makegood\Clock;
use Makegood\Ledger\Db;
use Makegood\Ledger\Deliveries;
use Makegood\Ledger\Fits;
use Makegood\Ledger\Meta;
use Makegood\Ledger\Sources;
use Makegood\Run\Probe;
use Makegood\Vault;

final class Endpoint
{
    public const MAX_BODY = 1024 * 1024;
    private const METHODS = ['GET', 'POST', 'PUT'];

    /** When a source was heard is kept to the minute: in a storm each message would wait for the same row. */
    private const HEARD_MS = 60_000;

    /**
     * @param \Closure(): \PDO $openDb throws when the database is down
     * @param (\Closure(): ?DataDirectory)|DataDirectory|null $data asked only while the database is down
     * @param (\Closure(): Vault)|null $vault asked only where a source has a signing secret
     */
    public function __construct(
        private readonly \Closure $openDb,
        private readonly \Closure|DataDirectory|null $data,
        private readonly ?\Closure $vault = null,
    ) {
    }

    /** Serves PHP's current request; the one line of a module's webhook.php. @return int the status that was sent */
    public static function serve(string $configurationFile): int
    {
        try {
            $settings = ConnectionSettings::fromFile($configurationFile);
            [$type, $body] = self::readBody();
            $answer = (new self($settings->open(...), $settings->dataDirectory(...), $settings->vault(...)))->answer(
                (string) ($_SERVER['REQUEST_METHOD'] ?? ''),
                (string) ($_SERVER['QUERY_STRING'] ?? ''),
                $type,
                $body,
                Headers::ofRequest($_SERVER),
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

    /** @param array<string, string> $headers lower-case name => value */
    public function answer(string $method, string $queryString, string $contentType, string $body, array $headers = []): Answer
    {
        if (!in_array($method, self::METHODS, true)) {
            return new Answer(405, 'use GET, POST or PUT');
        }
        $claim = SecretCheck::claim($queryString);
        $message = $claim === null ? null : $this->message($claim, $queryString, $contentType, $body, $headers);
        try {
            $db = new Db(($this->openDb)());
            $source = $claim === null ? null : (new Sources($db))->caller($claim->sourceId);
        } catch (\PDOException) {
            // No connection, or it broke right away, or the tables are not there.
            return $this->withoutDatabase($claim, $message);
        }
        if ($claim === null || !$claim->holds($source['digest'] ?? null) || $source === null) {
            $this->quietly(static fn () => Counter::rejected(new Meta($db)));
            return new Answer(401, 'unknown source or wrong secret');
        }
        return $message === null ? new Answer(413, 'too large') : $this->store($db, $source, $message);
    }

    /** @param array<string, mixed> $source */
    private function store(Db $db, array $source, Message $message): Answer
    {
        [$state, $code] = Signatures::judge($source, $message, $this->vault);
        $problem = $code === null ? null : json_encode(Signatures::problem($code), JSON_THROW_ON_ERROR);
        try {
            (new Deliveries($db))->add(
                $message->sourceId,
                $message->receivedMs,
                $message->contentType,
                $message->query,
                $message->body,
                headers: $message->headers,
                state: $state,
                problem: $problem,
            );
            Probe::at('intake.stored');
        } catch (\PDOException) {
            return $code === null ? $this->spool($message) : new Answer(401, 'wrong signature');
        }
        if ($code !== null) {
            $this->quietly(static fn () => (new Sources($db))->refused($message->sourceId));
            return new Answer(401, 'wrong signature');
        }
        if (abs($message->receivedMs - (int) $source['last_ms']) >= self::HEARD_MS) {
            $this->quietly(static fn () => (new Sources($db))->heard($message->sourceId, $message->receivedMs));
        }
        return new Answer(202, 'stored');
    }

    private function withoutDatabase(?SecretCheck $claim, ?Message $message): Answer
    {
        $digests = $this->data()?->mirror()->read() ?? [];
        // Without a mirror nobody can be told apart; a caller that the mirror does not know may be newer than it.
        if ($claim === null || !$claim->holds($digests[$claim->sourceId] ?? null)) {
            return new Answer(503, 'try again later');
        }
        return $message === null ? new Answer(413, 'too large') : $this->spool($message);
    }

    /** The mirror has no secrets: a signature is checked when the message is taken in. */
    private function spool(Message $message): Answer
    {
        $kept = $this->data()?->spool()->put($message) ?? false;
        return $kept ? new Answer(202, 'stored') : new Answer(503, 'try again later');
    }

    private function data(): ?DataDirectory
    {
        return $this->data instanceof \Closure ? ($this->data)() : $this->data;
    }

    /** @param array<string, string> $headers */
    private function message(SecretCheck $claim, string $queryString, string $contentType, string $body, array $headers): ?Message
    {
        $query = SecretCheck::strip($queryString);
        if (strlen($body) > self::MAX_BODY || strlen($query) > Deliveries::QUERY_MAX) {
            return null;
        }
        $headers = $headers === [] ? [] : Headers::kept($headers);
        return new Message($claim->sourceId, Clock::nowMs(), substr($contentType, 0, Fits::LABEL), $query, $body, $headers);
    }

    /** The answer is settled: a count that fails must not turn it into another one, nor make the monitor send again. */
    private function quietly(\Closure $work): void
    {
        try {
            $work();
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
