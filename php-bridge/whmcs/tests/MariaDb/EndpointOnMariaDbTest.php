<?php

/** The same tests on MariaDB. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests\MariaDb;

use Makegood\Whmcs\Tests\EndpointTest;
use Makegood\Whmcs\Tests\OnMariaDb;

require_once dirname(__DIR__) . '/EndpointTest.php';

final class EndpointOnMariaDbTest extends EndpointTest
{
    use OnMariaDb;
}
