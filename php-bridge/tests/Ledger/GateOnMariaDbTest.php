<?php

/** GateTests on MariaDB. */

declare(strict_types=1);

namespace Makegood\Tests\Ledger;

use Makegood\Tests\Support\OnMariaDb;

final class GateOnMariaDbTest extends GateTests
{
    use OnMariaDb;
}
