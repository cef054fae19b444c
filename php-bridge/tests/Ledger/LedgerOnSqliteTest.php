<?php

/** The ledger's promises on SQLite. */

declare(strict_types=1);

namespace Makegood\Tests\Ledger;

use Makegood\Tests\Support\OnSqlite;

final class LedgerOnSqliteTest extends LedgerTests
{
    use OnSqlite;
}
