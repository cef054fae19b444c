<?php

/** ApiTests on MariaDB. */

declare(strict_types=1);

namespace Makegood\Tests\Api;

use Makegood\Tests\Support\OnMariaDb;

final class ApiOnMariaDbTest extends ApiTests
{
    use OnMariaDb;
}
