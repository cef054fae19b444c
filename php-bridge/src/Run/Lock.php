<?php

/** One run at a time; whoever holds it knows that every other owner is gone, however long ago it was seen. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Ledger\Db;

final class Lock
{
    /** @var resource|null */
    private $file = null;
    private bool $named = false;

    /** @param ?string $dataDir used by an in-memory SQLite only, which has no file of its own to lie beside */
    public function __construct(private readonly Db $db, private readonly ?string $dataDir)
    {
    }

    /** @return bool false at once when somebody else holds it */
    public function take(): bool
    {
        return $this->db->isSqlite() ? $this->takeFile() : $this->takeName();
    }

    /** Whether the connection that posts still holds it: a silent reconnect would have lost it. */
    public function held(): bool
    {
        if ($this->db->isSqlite()) {
            return $this->file !== null;
        }
        return $this->named && (int) $this->db->value('SELECT IS_USED_LOCK(?) = CONNECTION_ID()', [$this->name()]) === 1;
    }

    public function release(): void
    {
        if ($this->file !== null) {
            flock($this->file, LOCK_UN);
            fclose($this->file);
            $this->file = null;
        }
        if ($this->named) {
            $this->named = false;
            $this->db->value('SELECT RELEASE_LOCK(?)', [$this->name()]);
        }
    }

    private function takeName(): bool
    {
        // GET_LOCK would be granted again on a connection that has it.
        if ((int) $this->db->value('SELECT COALESCE(IS_USED_LOCK(?) = CONNECTION_ID(), 0)', [$this->name()]) === 1) {
            return false;
        }
        return $this->named = (int) $this->db->value('SELECT GET_LOCK(?, 0)', [$this->name()]) === 1;
    }

    private function takeFile(): bool
    {
        $file = @fopen($this->path(), 'c');
        if ($file === false) {
            throw new \RuntimeException('The lock file cannot be opened: ' . basename($this->path()) . '.');
        }
        if (!flock($file, LOCK_EX | LOCK_NB)) {
            fclose($file);
            return false;
        }
        $this->file = $file;
        return true;
    }

    /** Server-wide names: the database's own is part of it; at most 64 characters. */
    private function name(): string
    {
        return 'makegood:' . substr(hash('sha256', (string) $this->db->value('SELECT DATABASE()')), 0, 40);
    }

    private function path(): string
    {
        foreach ($this->db->rows('PRAGMA database_list') as $database) {
            if ($database['name'] === 'main' && (string) $database['file'] !== '') {
                return $database['file'] . '.makegood-lock';
            }
        }
        return $this->dataDir === null
            ? throw new \RuntimeException('A run on a database in memory needs a data directory for its lock.')
            : $this->dataDir . '/run.lock';
    }
}
