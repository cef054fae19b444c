<?php

/** The same on MariaDB. */

declare(strict_types=1);

namespace Makegood\Fossbilling\Tests\MariaDb;

use Makegood\Fossbilling\Tests\EndToEndTest;
use Makegood\Fossbilling\Tests\OnMariaDb;

require_once dirname(__DIR__) . '/EndToEndTest.php';

final class EndToEndOnMariaDbTest extends EndToEndTest
{
    use OnMariaDb;
}
