<?php

/** ReviewTests on MariaDB. */

declare(strict_types=1);

namespace Makegood\Tests\Run;

use Makegood\Tests\Support\OnMariaDb;

final class ReviewOnMariaDbTest extends ReviewTests
{
    use OnMariaDb;
}
