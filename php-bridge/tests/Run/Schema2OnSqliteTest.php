<?php

/** Schema2Tests on SQLite. */

declare(strict_types=1);

namespace Makegood\Tests\Run;

use Makegood\Tests\Support\OnSqlite;

final class Schema2OnSqliteTest extends Schema2Tests
{
    use OnSqlite;
}
