<?php

/** The same on MariaDB. */

declare(strict_types=1);

namespace Makegood\Fossbilling\Tests\MariaDb;

use Makegood\Fossbilling\Tests\LifecycleTest;
use Makegood\Fossbilling\Tests\OnMariaDb;

require_once dirname(__DIR__) . '/LifecycleTest.php';

final class LifecycleOnMariaDbTest extends LifecycleTest
{
    use OnMariaDb;
}
