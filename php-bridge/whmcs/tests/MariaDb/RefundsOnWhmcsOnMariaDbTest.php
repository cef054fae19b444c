<?php

/** The same tests on MariaDB. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests\MariaDb;

use Makegood\Whmcs\Tests\OnMariaDb;
use Makegood\Whmcs\Tests\RefundsOnWhmcsTest;

require_once dirname(__DIR__) . '/RefundsOnWhmcsTest.php';

final class RefundsOnWhmcsOnMariaDbTest extends RefundsOnWhmcsTest
{
    use OnMariaDb;
}
