<?php

/** The same tests on MariaDB. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests\MariaDb;

use Makegood\Whmcs\Tests\OnMariaDb;
use Makegood\Whmcs\Tests\RefundFactsTest;

require_once dirname(__DIR__) . '/RefundFactsTest.php';

final class RefundFactsOnMariaDbTest extends RefundFactsTest
{
    use OnMariaDb;
}
