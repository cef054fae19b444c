<?php

/** The same on MariaDB. */

declare(strict_types=1);

namespace Makegood\Fossbilling\Tests\MariaDb;

use Makegood\Fossbilling\Tests\OnMariaDb;
use Makegood\Fossbilling\Tests\PageAttackTest;

require_once dirname(__DIR__) . '/PageAttackTest.php';

final class PageAttackOnMariaDbTest extends PageAttackTest
{
    use OnMariaDb;
}
