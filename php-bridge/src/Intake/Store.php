<?php

/** The endpoint's statements, with nothing else loaded: who calls, and keep the message. Each is one exchange with the server. */

declare(strict_types=1);

namespace Makegood\Intake;

final class Store
{
    private const SOURCES = 'mod_makegood_sources';
    private const DELIVERIES = 'mod_makegood_deliveries';

    private readonly bool $isSqlite;

    /** @param \PDO $pdo the endpoint's own */
    public function __construct(private readonly \PDO $pdo)
    {
        $this->isSqlite = $pdo->getAttribute(\PDO::ATTR_DRIVER_NAME) === 'sqlite';
        if (!$this->isSqlite) {
            $pdo->setAttribute(\PDO::ATTR_EMULATE_PREPARES, true);
        }
    }

    /** @return array<string, mixed>|null id, digest, signing, signing_secret (null where nothing signs) @throws \PDOException */
    public function caller(string $sourceId): ?array
    {
        $id = (int) $sourceId;
        $row = $this->run('SELECT digest, signing FROM ' . self::SOURCES . ' WHERE id = ' . $id, [])->fetch(\PDO::FETCH_ASSOC);
        if ($row === false) {
            return null;
        }
        $secret = $row['signing'] === null ? null : $this->run('SELECT signing_secret FROM ' . self::SOURCES . ' WHERE id = ' . $id, [])->fetchColumn();
        return $row + ['id' => $sourceId, 'signing_secret' => $secret];
    }

    /** @param string $state as Deliveries has it; @param ?string $problem JSON @throws \PDOException */
    public function keep(Message $message, string $state, ?string $problem): void
    {
        // Bytes as they came, whatever the connection's charset is.
        $raw = $this->isSqlite ? '?' : '_binary ?';
        $headers = $message->headers === [] ? null : json_encode($message->headers, JSON_INVALID_UTF8_SUBSTITUTE | JSON_THROW_ON_ERROR);
        $this->run('INSERT INTO ' . self::DELIVERIES . ' (source_id, received_ms, content_type, query, body, state, problem, headers)'
            . " VALUES (?, ?, $raw, $raw, $raw, ?, ?, ?)", [
                (int) $message->sourceId, $message->receivedMs, $message->contentType, $message->query, $message->body, $state, $problem, $headers,
            ]);
    }

    /** Counts a message whose signature was not right. @throws \PDOException */
    public function refused(string $sourceId): void
    {
        $this->run('UPDATE ' . self::SOURCES . ' SET refused = refused + 1 WHERE id = ?', [(int) $sourceId]);
    }

    /** @param list<int|string|null> $values */
    private function run(string $sql, array $values): \PDOStatement
    {
        $statement = $this->pdo->prepare($sql);
        foreach ($values as $i => $value) {
            $statement->bindValue($i + 1, $value, match (true) {
                $value === null => \PDO::PARAM_NULL,
                is_int($value) => \PDO::PARAM_INT,
                default => \PDO::PARAM_STR,
            });
        }
        $statement->execute();
        return $statement;
    }
}
