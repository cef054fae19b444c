<?php

/** ApiTests on SQLite. */

declare(strict_types=1);

namespace Makegood\Tests\Api;

use Makegood\Tests\Support\OnSqlite;

final class ApiOnSqliteTest extends ApiTests
{
    use OnSqlite;
}
