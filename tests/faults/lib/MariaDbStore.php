<?php

/** Panels on a private MariaDB server, reached by its socket; a copy is made table by table inside the server. */

declare(strict_types=1);

namespace MakegoodFaults;

final class MariaDbStore implements Store
{
    private ?\PDO $server = null;

    public function __construct(private readonly string $work, private readonly string $socket)
    {
    }

    public function name(): string
    {
        return 'mariadb';
    }

    public function home(string $database): string
    {
        return "$this->work/mariadb-$database";
    }

    public function copy(string $from, string $to): void
    {
        $server = $this->server();
        $tables = fn (string $name): array
            => $server->query("SELECT table_name FROM information_schema.tables WHERE table_schema = 'faults_$name'")->fetchAll(\PDO::FETCH_COLUMN);
        $there = $tables($to);
        foreach ($tables($from) as $table) {
            // Emptying is much faster than making a table anew; ids go on where the last case stopped, which no check minds.
            $server->exec(in_array($table, $there, true)
                ? "DELETE FROM `faults_$to`.`$table`"
                : "CREATE TABLE `faults_$to`.`$table` LIKE `faults_$from`.`$table`");
            $server->exec("INSERT INTO `faults_$to`.`$table` SELECT * FROM `faults_$from`.`$table`");
        }
    }

    public function open(string $database): \PDO
    {
        return $this->connect(";dbname=faults_$database");
    }

    /** The driver finds the socket by pdo_mysql.default_socket, which every child process is given. */
    public function environment(string $database): array
    {
        return ['SANDBOX_DB_HOST' => 'localhost', 'SANDBOX_DB_USER' => 'root', 'SANDBOX_DB_PASSWORD' => '', 'SANDBOX_DB_NAME' => "faults_$database"];
    }

    /** What a crash of the server itself would cost is not the question here, so nothing need reach the disk at each commit. */
    public function hurry(): void
    {
        $this->server()->exec('SET GLOBAL innodb_flush_log_at_trx_commit = 0');
    }

    private function server(): \PDO
    {
        return $this->server ??= $this->connect('');
    }

    private function connect(string $more): \PDO
    {
        return new \PDO("mysql:unix_socket=$this->socket;charset=utf8mb4$more", 'root', '', [\PDO::ATTR_ERRMODE => \PDO::ERRMODE_EXCEPTION]);
    }
}
