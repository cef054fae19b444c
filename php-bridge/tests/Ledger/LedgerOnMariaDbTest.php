<?php

/** The ledger's promises on MariaDB. */

declare(strict_types=1);

namespace Makegood\Tests\Ledger;

use Makegood\Tests\Support\OnMariaDb;

final class LedgerOnMariaDbTest extends LedgerTests
{
    use OnMariaDb;
}
