<?php

/** The same tests on MariaDB. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests\MariaDb;

use Makegood\Whmcs\Tests\WebhookTest;
use Makegood\Whmcs\Tests\OnMariaDb;

require_once dirname(__DIR__) . '/WebhookTest.php';

final class WebhookOnMariaDbTest extends WebhookTest
{
    use OnMariaDb;
}
