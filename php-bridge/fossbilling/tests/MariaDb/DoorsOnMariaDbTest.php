<?php

/** The same on MariaDB. */

declare(strict_types=1);

namespace Makegood\Fossbilling\Tests\MariaDb;

use Makegood\Fossbilling\Tests\DoorsTest;
use Makegood\Fossbilling\Tests\OnMariaDb;

require_once dirname(__DIR__) . '/DoorsTest.php';

final class DoorsOnMariaDbTest extends DoorsTest
{
    use OnMariaDb;
}
