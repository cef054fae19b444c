<?php

/** The same tests on MariaDB. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests\MariaDb;

use Makegood\Whmcs\Tests\ServiceNoticeTest;
use Makegood\Whmcs\Tests\OnMariaDb;

require_once dirname(__DIR__) . '/ServiceNoticeTest.php';

final class ServiceNoticeOnMariaDbTest extends ServiceNoticeTest
{
    use OnMariaDb;
}
