<?php

/** The tests of the same name on MariaDB. */

declare(strict_types=1);

namespace FossSandbox\Tests\MariaDb;

use FossSandbox\Tests\FactsTest;
use FossSandbox\Tests\OnMariaDb;

final class FactsOnMariaDbTest extends FactsTest
{
    use OnMariaDb;
}
