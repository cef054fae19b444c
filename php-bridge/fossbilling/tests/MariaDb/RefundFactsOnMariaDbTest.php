<?php

/** The same on MariaDB. */

declare(strict_types=1);

namespace Makegood\Fossbilling\Tests\MariaDb;

use Makegood\Fossbilling\Tests\OnMariaDb;
use Makegood\Fossbilling\Tests\RefundFactsTest;

require_once dirname(__DIR__) . '/RefundFactsTest.php';

final class RefundFactsOnMariaDbTest extends RefundFactsTest
{
    use OnMariaDb;
}
