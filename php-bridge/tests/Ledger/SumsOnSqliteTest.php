<?php

/** SumsTests on SQLite. */

declare(strict_types=1);

namespace Makegood\Tests\Ledger;

use Makegood\Tests\Support\OnSqlite;

final class SumsOnSqliteTest extends SumsTests
{
    use OnSqlite;
}
