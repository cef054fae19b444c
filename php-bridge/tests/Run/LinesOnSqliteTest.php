<?php

/** LineTests on SQLite. */

declare(strict_types=1);

namespace Makegood\Tests\Run;

use Makegood\Tests\Support\OnSqlite;

final class LinesOnSqliteTest extends LineTests
{
    use OnSqlite;
}
