<?php

/** The same tests on MariaDB. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests\MariaDb;

use Makegood\Whmcs\Tests\AdapterTest;
use Makegood\Whmcs\Tests\OnMariaDb;

require_once dirname(__DIR__) . '/AdapterTest.php';

final class AdapterOnMariaDbTest extends AdapterTest
{
    use OnMariaDb;
}
