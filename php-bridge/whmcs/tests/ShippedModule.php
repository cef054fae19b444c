<?php

/** The module in a panel's root: PHP loads its classes from where it first finds them. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests;

use Makegood\Tests\Support\Shipped;
use MakegoodSandbox\Installer;

final class ShippedModule extends Shipped
{
    public static function assemble(string $repository): void
    {
        $module = self::gather($repository, 'php-bridge/whmcs/modules/addons/makegood');
        Installer::install(self::root(), $module, 'sqlite', true);
    }

    public static function directory(): string
    {
        return self::root() . '/modules/addons/makegood';
    }
}
