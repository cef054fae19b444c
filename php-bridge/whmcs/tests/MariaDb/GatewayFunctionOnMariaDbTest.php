<?php

/** The same tests on MariaDB. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests\MariaDb;

use Makegood\Whmcs\Tests\OnMariaDb;
use Makegood\Whmcs\Tests\GatewayFunctionTest;

require_once dirname(__DIR__) . '/GatewayFunctionTest.php';

final class GatewayFunctionOnMariaDbTest extends GatewayFunctionTest
{
    use OnMariaDb;
}
