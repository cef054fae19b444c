<?php

/** The module in a panel's root. */

declare(strict_types=1);

namespace Makegood\Fossbilling\Tests;

use FossSandbox\Installer;
use Makegood\Tests\Support\Shipped;

final class ShippedModule extends Shipped
{
    public static function assemble(string $repository): void
    {
        $module = self::gather($repository, 'php-bridge/fossbilling/Makegood');
        Installer::install(self::root(), $module, 'sqlite', true);
    }

    public static function directory(): string
    {
        return self::root() . '/modules/Makegood';
    }
}
