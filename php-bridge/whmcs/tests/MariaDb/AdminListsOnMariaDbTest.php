<?php

/** The same tests on MariaDB. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests\MariaDb;

use Makegood\Whmcs\Tests\AdminListsTest;
use Makegood\Whmcs\Tests\OnMariaDb;

require_once dirname(__DIR__) . '/AdminListsTest.php';

final class AdminListsOnMariaDbTest extends AdminListsTest
{
    use OnMariaDb;
}
