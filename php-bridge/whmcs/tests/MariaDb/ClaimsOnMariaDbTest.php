<?php

/** The same tests on MariaDB. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests\MariaDb;

use Makegood\Whmcs\Tests\ClaimsTest;
use Makegood\Whmcs\Tests\OnMariaDb;

require_once dirname(__DIR__) . '/ClaimsTest.php';

final class ClaimsOnMariaDbTest extends ClaimsTest
{
    use OnMariaDb;
}
