<?php

/** The same tests on MariaDB. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests\MariaDb;

use Makegood\Whmcs\Tests\AdminSafetyTest;
use Makegood\Whmcs\Tests\OnMariaDb;

require_once dirname(__DIR__) . '/AdminSafetyTest.php';

final class AdminSafetyOnMariaDbTest extends AdminSafetyTest
{
    use OnMariaDb;
}
