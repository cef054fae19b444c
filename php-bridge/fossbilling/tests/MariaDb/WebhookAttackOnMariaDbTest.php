<?php

/** The same on MariaDB. */

declare(strict_types=1);

namespace Makegood\Fossbilling\Tests\MariaDb;

use Makegood\Fossbilling\Tests\OnMariaDb;
use Makegood\Fossbilling\Tests\WebhookAttackTest;

require_once dirname(__DIR__) . '/WebhookAttackTest.php';

final class WebhookAttackOnMariaDbTest extends WebhookAttackTest
{
    use OnMariaDb;
}
