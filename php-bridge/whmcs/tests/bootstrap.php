<?php

/** Test start: puts the module together as it is shipped, in a directory of its own, and loads the sandbox panel. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests;

use MakegoodSandbox\Shared\Directories;

require_once dirname(__DIR__, 2) . '/sandbox/autoload.php';
require_once dirname(__DIR__, 2) . '/tests/Support/Shipped.php';
require_once dirname(__DIR__, 2) . '/tests/Support/TwoMonitors.php';
require_once __DIR__ . '/ShippedModule.php';

ShippedModule::assemble(dirname(__DIR__, 3));
register_shutdown_function(static fn () => Directories::remove(ShippedModule::home()));

defined('WHMCS') || define('WHMCS', true);
require_once ShippedModule::directory() . '/bootstrap.php';
require_once dirname(__DIR__, 2) . '/tests/Panel/PanelContractTest.php';
require_once dirname(__DIR__, 2) . '/tests/Panel/RefundsContractTest.php';
foreach (['WithPanel', 'OnMariaDb', 'ModuleTestCase', 'Fixtures'] as $name) {
    require_once __DIR__ . "/$name.php";
}
