<?php

/** The same tests on MariaDB. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests\MariaDb;

use Makegood\Whmcs\Tests\OnMariaDb;
use Makegood\Whmcs\Tests\UpcomingTest;

require_once dirname(__DIR__) . '/UpcomingTest.php';

final class UpcomingOnMariaDbTest extends UpcomingTest
{
    use OnMariaDb;
}
