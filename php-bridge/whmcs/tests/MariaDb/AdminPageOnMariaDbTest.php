<?php

/** The same tests on MariaDB. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests\MariaDb;

use Makegood\Whmcs\Tests\AdminPageTest;
use Makegood\Whmcs\Tests\OnMariaDb;

require_once dirname(__DIR__) . '/AdminPageTest.php';

final class AdminPageOnMariaDbTest extends AdminPageTest
{
    use OnMariaDb;
}
