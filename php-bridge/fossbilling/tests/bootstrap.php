<?php

/** Test start: puts the module together as it is shipped, in a directory of its own, and loads the sandbox panel. FOSS_PROFILE chooses its line. */

declare(strict_types=1);

namespace Makegood\Fossbilling\Tests;

use MakegoodSandbox\Shared\Directories;

require_once dirname(__DIR__) . '/sandbox/autoload.php';
require_once dirname(__DIR__, 2) . '/tests/Support/Shipped.php';
require_once dirname(__DIR__, 2) . '/tests/Support/TwoMonitors.php';
foreach (['ShippedModule', 'WithPanel', 'OnMariaDb', 'ModuleTestCase', 'AnswerSent', 'Served'] as $name) {
    require_once __DIR__ . "/$name.php";
}

ShippedModule::assemble(dirname(__DIR__, 3));
register_shutdown_function(static fn () => Directories::remove(ShippedModule::home()));

require_once ShippedModule::directory() . '/compat.php';
require_once dirname(__DIR__, 2) . '/tests/Panel/PanelContractTest.php';
require_once dirname(__DIR__, 2) . '/tests/Panel/RefundsContractTest.php';
require_once dirname(__DIR__, 2) . '/tests/Panel/LinesContract.php';
