<?php

/** The same tests on MariaDB. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests\MariaDb;

use Makegood\Whmcs\Tests\ClientPageTest;
use Makegood\Whmcs\Tests\OnMariaDb;

require_once dirname(__DIR__) . '/ClientPageTest.php';

final class ClientPageOnMariaDbTest extends ClientPageTest
{
    use OnMariaDb;
}
