<?php

/** The same tests on MariaDB. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests\MariaDb;

use Makegood\Whmcs\Tests\OnMariaDb;
use Makegood\Whmcs\Tests\RefundEndToEndTest;

require_once dirname(__DIR__) . '/RefundEndToEndTest.php';

final class RefundEndToEndOnMariaDbTest extends RefundEndToEndTest
{
    use OnMariaDb;
}
