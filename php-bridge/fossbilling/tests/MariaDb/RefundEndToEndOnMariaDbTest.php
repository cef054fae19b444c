<?php

/** The same on MariaDB. */

declare(strict_types=1);

namespace Makegood\Fossbilling\Tests\MariaDb;

use Makegood\Fossbilling\Tests\OnMariaDb;
use Makegood\Fossbilling\Tests\RefundEndToEndTest;

require_once dirname(__DIR__) . '/RefundEndToEndTest.php';

final class RefundEndToEndOnMariaDbTest extends RefundEndToEndTest
{
    use OnMariaDb;
}
