<?php

/** CallersTests on MariaDB. */

declare(strict_types=1);

namespace Makegood\Tests\Run;

use Makegood\Tests\Support\OnMariaDb;

final class CallersOnMariaDbTest extends CallersTests
{
    use OnMariaDb;
}
