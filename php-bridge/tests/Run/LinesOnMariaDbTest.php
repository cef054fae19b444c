<?php

/** LineTests on MariaDB. */

declare(strict_types=1);

namespace Makegood\Tests\Run;

use Makegood\Tests\Support\OnMariaDb;

final class LinesOnMariaDbTest extends LineTests
{
    use OnMariaDb;
}
