<?php

/** Schema2Tests on MariaDB. */

declare(strict_types=1);

namespace Makegood\Tests\Run;

use Makegood\Tests\Support\OnMariaDb;

final class Schema2OnMariaDbTest extends Schema2Tests
{
    use OnMariaDb;
}
