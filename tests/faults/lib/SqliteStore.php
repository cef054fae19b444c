<?php

/** Panels on SQLite: one file each in the panel's root, copied as a file. */

declare(strict_types=1);

namespace MakegoodFaults;

final class SqliteStore implements Store
{
    public function __construct(private readonly string $work)
    {
    }

    public function name(): string
    {
        return 'sqlite';
    }

    public function home(string $database): string
    {
        return "$this->work/sqlite-$database";
    }

    public function copy(string $from, string $to): void
    {
        foreach (['', '-wal', '-shm', '-journal'] as $end) {
            is_file($this->file($to) . $end) && unlink($this->file($to) . $end);
        }
        if (is_file($this->file($from) . '-wal')) {
            // Everything into the main file first: a copy beside an unread log would be an older state.
            $this->open($from)->exec('PRAGMA wal_checkpoint(TRUNCATE)');
        }
        copy($this->file($from), $this->file($to));
    }

    public function open(string $database): \PDO
    {
        $pdo = new \PDO('sqlite:' . $this->file($database), null, null, [\PDO::ATTR_ERRMODE => \PDO::ERRMODE_EXCEPTION]);
        $pdo->exec('PRAGMA busy_timeout = 15000');

        return $pdo;
    }

    public function environment(string $database): array
    {
        return [];
    }

    private function file(string $database): string
    {
        return $this->home($database) . '/panel/panel.sqlite';
    }
}
