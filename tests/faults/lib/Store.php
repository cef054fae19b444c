<?php

/** Where panels keep their databases: says how to install one, copies a prepared one for a case, opens it for reading. */

declare(strict_types=1);

namespace MakegoodFaults;

interface Store
{
    /** Name in tables and reports: `sqlite` or `mariadb`. */
    public function name(): string;

    /** The home directory (panel root, data directory) that belongs to a database. */
    public function home(string $database): string;

    /** The database $to becomes what $from is now. */
    public function copy(string $from, string $to): void;

    public function open(string $database): \PDO;

    /** @return array<string, string> what the sandbox's installer reads */
    public function environment(string $database): array;
}
