<?php

/** SafetyTests on MariaDB. */

declare(strict_types=1);

namespace Makegood\Tests\Run;

use Makegood\Tests\Support\OnMariaDb;

final class SafetyOnMariaDbTest extends SafetyTests
{
    use OnMariaDb;
}
