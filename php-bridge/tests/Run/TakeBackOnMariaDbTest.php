<?php

/** TakeBackTests on MariaDB. */

declare(strict_types=1);

namespace Makegood\Tests\Run;

use Makegood\Tests\Support\OnMariaDb;

final class TakeBackOnMariaDbTest extends TakeBackTests
{
    use OnMariaDb;
}
