<?php

/** The same on MariaDB. */

declare(strict_types=1);

namespace Makegood\Fossbilling\Tests\MariaDb;

use Makegood\Fossbilling\Tests\OnMariaDb;
use Makegood\Fossbilling\Tests\RefundsOnFossbillingTest;

require_once dirname(__DIR__) . '/RefundsOnFossbillingTest.php';

final class RefundsOnFossbillingOnMariaDbTest extends RefundsOnFossbillingTest
{
    use OnMariaDb;
}
