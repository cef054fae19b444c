<?php

/** The same tests on MariaDB. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests\MariaDb;

use Makegood\Whmcs\Tests\AdminSetupTest;
use Makegood\Whmcs\Tests\OnMariaDb;

require_once dirname(__DIR__) . '/AdminSetupTest.php';

final class AdminSetupOnMariaDbTest extends AdminSetupTest
{
    use OnMariaDb;
}
