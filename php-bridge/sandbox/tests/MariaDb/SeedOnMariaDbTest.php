<?php

/** The tests of the same name on MariaDB. */

declare(strict_types=1);

namespace MakegoodSandbox\Tests\MariaDb;

use MakegoodSandbox\Tests\SeedTest;
use MakegoodSandbox\Tests\OnMariaDb;

final class SeedOnMariaDbTest extends SeedTest
{
    use OnMariaDb;
}
