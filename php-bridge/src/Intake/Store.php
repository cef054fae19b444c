<?php

/**
 * The endpoint's two statements, with nothing else loaded: who calls, and keep the message. In a storm each exchange with the server
 * counts, so values go with the statement, as escaped text, instead of after it.
 */

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

    /**
     * What nearly every message needs: keeps it, in one exchange, if its caller is known and has nothing to sign with.
     *
     * @param array<string, string> $headers lower-case name => value
     * @return bool false: it is not kept, for one reason or the other
     * @throws \PDOException
     */
    public function keepKnown(string $sourceId, string $digest, int $receivedMs, string $contentType, string $query, string $body, array $headers): bool
    {
        // Who is not known has no id, and a row without one is refused: that needs no lock on the table's numbers, which a SELECT
        // of rows would. Whoever could tell by the time it takes how much of a digest is right would not know what to hash.
        $known = '(SELECT id FROM ' . self::SOURCES . ' WHERE id = ? AND digest = ? AND signing IS NULL)';
        try {
            $this->insert($known, [(int) $sourceId, $digest], [$receivedMs, $contentType, $query, $body, 'new', null], $headers);
            return true;
        } catch (\PDOException $failure) {
            return ((int) ($failure->errorInfo[1] ?? 0) === 1048 || str_contains($failure->getMessage(), 'NOT NULL')) ? false : throw $failure;
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
        $this->insert('?', [(int) $message->sourceId], [$message->receivedMs, $message->contentType, $message->query, $message->body, $state, $problem], $message->headers);
    }

    /** Counts a message whose signature was not right. @throws \PDOException */
    public function refused(string $sourceId): void
    {
        $this->run('UPDATE ' . self::SOURCES . ' SET refused = refused + 1 WHERE id = ?', [(int) $sourceId]);
    }

    /**
     * @param string $source the source's id in SQL; @param list<int|string> $of its values
     * @param list<int|string|null> $values
     * @param array<string, string> $headers
     */
    private function insert(string $source, array $of, array $values, array $headers): void
    {
        // Bytes as they came, whatever the connection's charset is.
        $raw = $this->isSqlite ? '?' : '_binary ?';
        $this->run('INSERT INTO ' . self::DELIVERIES . ' (source_id, received_ms, content_type, query, body, state, problem, channel, headers)'
            . " VALUES ($source, ?, $raw, $raw, $raw, ?, ?, 'webhook', ?)", [
                ...$of, ...$values, $headers === [] ? null : json_encode($headers, JSON_INVALID_UTF8_SUBSTITUTE | JSON_THROW_ON_ERROR),
            ]);
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
