<?php

/** Makes the tables of data/schema.php for SQLite and MariaDB, and tells the rest of the sandbox what kind each column is. */

declare(strict_types=1);

namespace FossSandbox;

final class Schema
{
    private const MARIADB = [
        'pk' => 'BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY', 'text' => 'LONGTEXT NULL', 'int' => 'BIGINT NULL', 'one' => 'BIGINT NULL DEFAULT 1',
        'zero' => 'INT NOT NULL DEFAULT 0', 'bool' => 'TINYINT(1) NULL', 'no' => 'TINYINT(1) NULL DEFAULT 0', 'yes' => 'TINYINT(1) NULL DEFAULT 1',
        'money' => "DECIMAL(18,2) NULL DEFAULT '0.00'", 'rate' => "DECIMAL(13,6) NULL DEFAULT '1.000000'", 'date' => 'DATE NULL',
        'datetime' => 'DATETIME NULL', 'double' => 'DOUBLE(18,2) NULL', 'decimal' => 'DECIMAL(18,2) NULL',
    ];

    // Money is text in SQLite, so that it comes back with the decimals that MariaDB's driver gives; the name TEXT_DOUBLE marks floats.
    private const SQLITE = [
        'pk' => 'INTEGER PRIMARY KEY AUTOINCREMENT', 'text' => 'TEXT', 'int' => 'INTEGER', 'one' => 'INTEGER DEFAULT 1',
        'zero' => 'INTEGER NOT NULL DEFAULT 0', 'bool' => 'INTEGER', 'no' => 'INTEGER DEFAULT 0', 'yes' => 'INTEGER DEFAULT 1',
        'money' => "TEXT DEFAULT '0.00'", 'rate' => "TEXT DEFAULT '1.000000'", 'date' => 'TEXT', 'datetime' => 'TEXT',
        'double' => 'TEXT_DOUBLE', 'decimal' => 'TEXT',
    ];

    private const DEFAULTS = ['client.status' => 'active', 'client.role' => 'client', 'invoice.status' => 'unpaid', 'admin.status' => 'active',
        'product.status' => 'enabled', 'product.setup' => 'after_payment', 'product.unit' => 'product', 'transaction.status' => 'received'];

    private const INDEXES = ['client_balance' => 'client_id', 'client_order' => 'client_id,product_id', 'client_order_status' => 'client_order_id',
        'invoice' => 'client_id', 'invoice_item' => 'invoice_id', 'service_hosting' => 'service_hosting_server_id'];

    private const UNIQUE = ['client' => 'email', 'setting' => 'param', 'email_template' => 'action_code', 'invoice' => 'hash'];

    /** @return array<string, array<string, string>> table → column → kind, for the profile of this process */
    public static function tables(): array
    {
        static $tables = null;
        if ($tables !== null) {
            return $tables;
        }
        foreach (require dirname(__DIR__) . '/data/schema.php' as $table => $list) {
            $columns = [];
            preg_match_all('/\[([^\]]+)\](\S+)|(\S+)/', $list, $found, PREG_SET_ORDER);
            foreach ($found as $match) {
                $names = isset($match[3]) ? [$match[3]] : (Profile::is(...explode(',', $match[2])) ? explode(' ', $match[1]) : []);
                foreach ($names as $name) {
                    [$column, $kind] = explode(':', $name) + [1 => 'v255'];
                    $columns[$column] = $kind === 'old' ? (Profile::hasBeans() ? 'double' : 'decimal') : $kind;
                }
            }
            $tables[$table] = $columns;
        }

        return $tables = array_filter($tables);
    }

    /** @return array<string, string> column → kind */
    public static function columns(string $table): array
    {
        return self::tables()[$table] ?? throw new UndocumentedUse("the sandbox has no table \"$table\"");
    }

    public static function create(\PDO $pdo): void
    {
        $lite = $pdo->getAttribute(\PDO::ATTR_DRIVER_NAME) === 'sqlite';
        foreach (self::tables() as $table => $columns) {
            $lines = [];
            foreach ($columns as $column => $kind) {
                $lines[] = "`$column` " . self::type($kind, $lite, self::DEFAULTS["$table.$column"] ?? null);
            }
            $pdo->exec("CREATE TABLE IF NOT EXISTS `$table` (" . implode(', ', $lines) . ')' . ($lite ? '' : ' ENGINE=InnoDB DEFAULT CHARSET=utf8'));
            $lite && self::twoDecimals($pdo, $table, array_keys(array_intersect($columns, ['money', 'double', 'decimal'])));
            $indexes = array_fill_keys(array_filter(explode(',', self::INDEXES[$table] ?? '')), '')
                + array_fill_keys(array_filter([self::UNIQUE[$table] ?? '']), 'UNIQUE');
            foreach ($indexes as $column => $unique) {
                $pdo->exec("CREATE $unique INDEX " . ($lite ? 'IF NOT EXISTS ' : '') . "`{$table}_{$column}_idx` ON `$table` (`$column`)");
            }
        }
    }

    /** Drops every table of the database, the modules' too. */
    public static function drop(\PDO $pdo): void
    {
        $pdo->exec('SET FOREIGN_KEY_CHECKS = 0');
        foreach ($pdo->query('SHOW TABLES')->fetchAll(\PDO::FETCH_COLUMN) as $table) {
            $pdo->exec("DROP TABLE `$table`");
        }
        $pdo->exec('SET FOREIGN_KEY_CHECKS = 1');
    }

    private static function type(string $kind, bool $lite, ?string $default): string
    {
        if (str_starts_with($kind, 'v')) {
            return ($lite ? 'TEXT COLLATE NOCASE' : 'VARCHAR(' . substr($kind, 1) . ') NULL') . ($default === null ? '' : " DEFAULT '$default'");
        }

        return ($lite ? self::SQLITE : self::MARIADB)[$kind];
    }

    /**
     * MariaDB rounds money as it is stored; in SQLite a trigger does.
     *
     * @param list<string> $columns
     */
    private static function twoDecimals(\PDO $pdo, string $table, array $columns): void
    {
        $set = [];
        foreach ($columns as $column) {
            $set[] = "`$column` = CASE WHEN NEW.`$column` IS NULL THEN NULL ELSE printf('%.2f', NEW.`$column`) END";
        }
        foreach ($set === [] ? [] : ['INSERT', 'UPDATE OF `' . implode('`, `', $columns) . '`'] as $i => $when) {
            $pdo->exec("CREATE TRIGGER IF NOT EXISTS `{$table}_money_$i` AFTER $when ON `$table` BEGIN UPDATE `$table` SET "
                . implode(', ', $set) . ' WHERE id = NEW.id; END');
        }
    }
}
