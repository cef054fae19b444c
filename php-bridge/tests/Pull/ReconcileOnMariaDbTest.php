<?php

declare(strict_types=1);

namespace Makegood\Tests\Pull;

use Makegood\Tests\Support\OnMariaDb;

final class ReconcileOnMariaDbTest extends ReconcileTests
{
    use OnMariaDb;
}
