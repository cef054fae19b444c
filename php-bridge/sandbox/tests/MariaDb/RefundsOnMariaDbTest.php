<?php

/** The same tests on MariaDB. */

declare(strict_types=1);

namespace MakegoodSandbox\Tests\MariaDb;

use MakegoodSandbox\Tests\OnMariaDb;
use MakegoodSandbox\Tests\RefundsTest;

require_once dirname(__DIR__) . '/RefundsTest.php';

final class RefundsOnMariaDbTest extends RefundsTest
{
    use OnMariaDb;
}
