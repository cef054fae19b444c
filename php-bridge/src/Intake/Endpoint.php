<?php

/** The webhook endpoint: who calls, store it raw, answer. It understands nothing and boots no panel. Nearly every message goes by Express instead. */

declare(strict_types=1);

namespace Makegood\Intake;

use Makegood\Clock;
use Makegood\Ledger\Db;
use Makegood\Ledger\Meta;
use Makegood\Run\Probe;
use Makegood\Vault;

final class Endpoint
{
    public const MAX_BODY = Express::MAX_BODY;
    private const METHODS = ['GET', 'POST', 'PUT'];

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

    /**
     * Serves PHP's current request.
     *
     * @param (\Closure(): \PDO)|null $openDb where somebody has opened the database, or tried
     * @return int the status that was sent
     */
    public static function serve(string $configurationFile, ?\Closure $openDb = null): int
    {
        try {
            $settings = ConnectionSettings::fromFile($configurationFile);
            [$type, $body] = self::received();
            $answer = (new self($openDb ?? $settings->open(...), $settings->dataDirectory(...), $settings->vault(...)))->answer(
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
        if ($answer->status === 503) {
            header('Retry-After: 60');
        }
        return Express::send($answer->status, $answer->body);
    }

    /** @param array<string, string> $headers lower-case name => value */
    public function answer(string $method, string $queryString, string $contentType, string $body, array $headers = []): Answer
    {
        if (!in_array($method, self::METHODS, true)) {
            return new Answer(405, 'use GET, POST or PUT');
        }
        $claim = SecretCheck::claim($queryString);
        $query = SecretCheck::strip($queryString);
        $fits = strlen($body) <= self::MAX_BODY && strlen($query) <= Express::QUERY_MAX;
        $contentType = substr($contentType, 0, Express::TYPE_MAX);
        $message = $claim !== null && $fits ? new Message($claim->sourceId, Clock::nowMs(), $contentType, $query, $body, Headers::kept($headers), $claim->digest) : null;
        try {
            $pdo = ($this->openDb)();
            $store = new Store($pdo);
        } catch (\PDOException) {
            return $this->withoutDatabase($claim, $message);
        }
        try {
            $source = $claim === null ? null : $store->caller($claim->sourceId);
        } catch (\PDOException) {
            return $this->withoutDatabase($claim, $message); // the connection broke, or the tables are not there
        }
        if ($claim === null || !$claim->holds($source['digest'] ?? null) || $source === null) {
            $this->quietly(static fn () => Counter::rejected(new Meta(new Db($pdo))));
            return new Answer(401, 'unknown source or wrong secret');
        }
        return $message === null ? new Answer(413, 'too large') : $this->keep($store, $source, $message);
    }

    /** @param array<string, mixed> $source */
    private function keep(Store $store, array $source, Message $message): Answer
    {
        [$state, $code] = $source['signing'] === null ? ['new', null] : Signatures::judge($source, $message, $this->vault);
        $problem = $code === null ? null : json_encode(Signatures::problem($code), JSON_THROW_ON_ERROR);
        try {
            $store->keep($message, $state, $problem);
        } catch (\PDOException) {
            return $code === null ? $this->spool($message) : new Answer(401, 'wrong signature');
        }
        if ($code !== null) {
            $this->quietly(static fn () => $store->refused($message->sourceId));
            return new Answer(401, 'wrong signature');
        }
        return $this->stored();
    }

    private function stored(): Answer
    {
        Probe::at('intake.stored');
        return new Answer(202, 'stored');
    }

    private function withoutDatabase(?SecretCheck $claim, ?Message $message): Answer
    {
        // Without a mirror nobody can be told apart; a caller that the mirror does not know may be newer than it.
        if ($claim === null || $this->data()?->mirror()->knows($claim->sourceId, $claim->digest) !== true) {
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

    /** The answer is settled: a count that fails must not turn it into another one, nor make the monitor send again. */
    private function quietly(\Closure $work): void
    {
        try {
            $work();
        } catch (\PDOException) {
        }
    }

    /** What PHP's current request brought. @return array{string, string} content type and body */
    public static function received(): array
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
