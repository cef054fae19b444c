<?php

/** The same on MariaDB. */

declare(strict_types=1);

namespace Makegood\Fossbilling\Tests\MariaDb;

use Makegood\Fossbilling\Tests\AdapterTest;
use Makegood\Fossbilling\Tests\OnMariaDb;

require_once dirname(__DIR__) . '/AdapterTest.php';

final class AdapterOnMariaDbTest extends AdapterTest
{
    use OnMariaDb;
}
