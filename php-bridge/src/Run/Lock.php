<?php

/** One run at a time; whoever holds it knows that every other owner is gone, however long ago it was seen. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Ledger\Db;

final class Lock
{
    private const PAUSE_US = 20_000;

    /** @var resource|null */
    private $file = null;
    private bool $named = false;

    /**
     * @param ?string $dataDir used by an in-memory SQLite only, which has no file of its own to lie beside
     * @param string  $what    '' for the lock of runs; another word for a lock beside it
     */
    public function __construct(private readonly Db $db, private readonly ?string $dataDir, private readonly string $what = '')
    {
    }

    /** @param int $waitS how long somebody else may still hold it @return bool false when it could not be had */
    public function take(int $waitS = 0): bool
    {
        if (!$this->db->isSqlite()) {
            return $this->takeName($waitS);
        }
        for ($until = hrtime(true) + $waitS * 1_000_000_000; !($taken = $this->takeFile()) && hrtime(true) < $until;) {
            usleep(self::PAUSE_US);
        }
        return $taken;
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

    private function takeName(int $waitS): bool
    {
        // GET_LOCK would be granted again on a connection that has it.
        if ((int) $this->db->value('SELECT COALESCE(IS_USED_LOCK(?) = CONNECTION_ID(), 0)', [$this->name()]) === 1) {
            return false;
        }
        return $this->named = (int) $this->db->value('SELECT GET_LOCK(?, ?)', [$this->name(), $waitS]) === 1;
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
        return 'makegood:' . substr(hash('sha256', (string) $this->db->value('SELECT DATABASE()')), 0, 40) . ($this->what === '' ? '' : ':' . $this->what);
    }

    private function path(): string
    {
        foreach ($this->db->rows('PRAGMA database_list') as $database) {
            if ($database['name'] === 'main' && (string) $database['file'] !== '') {
                return $database['file'] . '.makegood-lock' . $this->what;
            }
        }
        return $this->dataDir === null
            ? throw new \RuntimeException('A run on a database in memory needs a data directory for its lock.')
            : $this->dataDir . '/' . ($this->what === '' ? 'run' : $this->what) . '.lock';
    }
}
