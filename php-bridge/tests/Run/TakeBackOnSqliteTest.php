<?php

/** TakeBackTests on SQLite. */

declare(strict_types=1);

namespace Makegood\Tests\Run;

use Makegood\Tests\Support\OnSqlite;

final class TakeBackOnSqliteTest extends TakeBackTests
{
    use OnSqlite;
}
