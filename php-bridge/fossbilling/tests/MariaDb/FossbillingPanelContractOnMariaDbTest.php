<?php

/** The same on MariaDB. */

declare(strict_types=1);

namespace Makegood\Fossbilling\Tests\MariaDb;

use Makegood\Fossbilling\Tests\FossbillingPanelContractTest;
use Makegood\Fossbilling\Tests\OnMariaDb;

require_once dirname(__DIR__) . '/FossbillingPanelContractTest.php';

final class FossbillingPanelContractOnMariaDbTest extends FossbillingPanelContractTest
{
    use OnMariaDb;
}
