<?php

/** A run in a process of its own that claims one posting and says whether it could: <database> <isolation level> <posting>. */

declare(strict_types=1);

use Makegood\Ledger\Ledger;

require dirname(__DIR__) . '/bootstrap.php';

[, $database, $level, $id] = $argv;
$pdo = new \PDO('mysql:unix_socket=' . getenv('MAKEGOOD_MARIADB_SOCKET') . ';dbname=' . $database, 'root', '', [\PDO::ATTR_ERRMODE => \PDO::ERRMODE_EXCEPTION]);
$pdo->exec('SET SESSION TRANSACTION ISOLATION LEVEL ' . $level);
$ledger = Ledger::over($pdo);
echo $ledger->transaction(static fn (): bool => $ledger->postings->claim($id, 'one', '0.00', '0', 7)) ? 'claimed' : 'not claimed';
