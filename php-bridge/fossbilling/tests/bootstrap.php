<?php

/** Test start: puts the module together as it is shipped, in a directory of its own, and loads the sandbox panel. FOSS_PROFILE chooses its line. */

declare(strict_types=1);

namespace Makegood\Fossbilling\Tests;

use FossSandbox\Installer;

require_once dirname(__DIR__) . '/sandbox/autoload.php';
foreach (['ShippedModule', 'WithPanel', 'OnMariaDb', 'ModuleTestCase', 'AnswerSent', 'Served'] as $name) {
    require_once __DIR__ . "/$name.php";
}

ShippedModule::assemble(dirname(__DIR__, 3));
register_shutdown_function(static fn () => Installer::remove(ShippedModule::home()));

require_once ShippedModule::directory() . '/compat.php';
require_once dirname(__DIR__, 2) . '/tests/Panel/PanelContractTest.php';
require_once dirname(__DIR__, 2) . '/tests/Panel/LinesContract.php';
