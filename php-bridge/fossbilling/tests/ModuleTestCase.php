<?php

/** What most tests of the module start from. */

declare(strict_types=1);

namespace Makegood\Fossbilling\Tests;

use PHPUnit\Framework\TestCase;

abstract class ModuleTestCase extends TestCase
{
    use WithPanel;
}
