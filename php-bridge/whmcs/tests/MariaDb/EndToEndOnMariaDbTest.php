<?php

/** The same tests on MariaDB. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests\MariaDb;

use Makegood\Whmcs\Tests\EndToEndTest;
use Makegood\Whmcs\Tests\OnMariaDb;

require_once dirname(__DIR__) . '/EndToEndTest.php';

final class EndToEndOnMariaDbTest extends EndToEndTest
{
    use OnMariaDb;
}
