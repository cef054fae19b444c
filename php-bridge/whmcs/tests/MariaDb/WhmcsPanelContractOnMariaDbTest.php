<?php

/** The same tests on MariaDB. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests\MariaDb;

use Makegood\Whmcs\Tests\WhmcsPanelContractTest;
use Makegood\Whmcs\Tests\OnMariaDb;

require_once dirname(__DIR__) . '/WhmcsPanelContractTest.php';

final class WhmcsPanelContractOnMariaDbTest extends WhmcsPanelContractTest
{
    use OnMariaDb;
}
