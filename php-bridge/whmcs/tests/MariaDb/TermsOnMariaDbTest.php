<?php

/** The same tests on MariaDB. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests\MariaDb;

use Makegood\Whmcs\Tests\TermsTest;
use Makegood\Whmcs\Tests\OnMariaDb;

require_once dirname(__DIR__) . '/TermsTest.php';

final class TermsOnMariaDbTest extends TermsTest
{
    use OnMariaDb;
}
