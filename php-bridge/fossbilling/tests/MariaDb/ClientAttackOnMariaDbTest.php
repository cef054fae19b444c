<?php

/** The same on MariaDB. */

declare(strict_types=1);

namespace Makegood\Fossbilling\Tests\MariaDb;

use Makegood\Fossbilling\Tests\OnMariaDb;
use Makegood\Fossbilling\Tests\ClientAttackTest;

require_once dirname(__DIR__) . '/ClientAttackTest.php';

final class ClientAttackOnMariaDbTest extends ClientAttackTest
{
    use OnMariaDb;
}
