<?php

/** The same on MariaDB. */

declare(strict_types=1);

namespace Makegood\Fossbilling\Tests\MariaDb;

use Makegood\Fossbilling\Tests\OnMariaDb;
use Makegood\Fossbilling\Tests\HostileTextTest;

require_once dirname(__DIR__) . '/HostileTextTest.php';

final class HostileTextOnMariaDbTest extends HostileTextTest
{
    use OnMariaDb;
}
