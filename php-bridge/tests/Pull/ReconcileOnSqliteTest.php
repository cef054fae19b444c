<?php

declare(strict_types=1);

namespace Makegood\Tests\Pull;

use Makegood\Tests\Support\OnSqlite;

final class ReconcileOnSqliteTest extends ReconcileTests
{
    use OnSqlite;
}
