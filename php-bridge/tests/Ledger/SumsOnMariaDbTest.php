<?php

/** SumsTests on MariaDB. */

declare(strict_types=1);

namespace Makegood\Tests\Ledger;

use Makegood\Tests\Support\OnMariaDb;

final class SumsOnMariaDbTest extends SumsTests
{
    use OnMariaDb;
}
