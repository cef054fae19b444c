<?php

/** Gives, for a panel's root, the module's App as an administrator of the panel has it; whoever needs it requires this file. */

declare(strict_types=1);

use Box\Mod\Makegood\App;
use FossSandbox\Panel;
use FossSandbox\People;

require_once dirname(__DIR__) . '/autoload.php';

return static function (string $root): App {
    $di = Panel::boot((string) realpath($root));
    People::logInAdmin(1);
    return App::of($di);
};
