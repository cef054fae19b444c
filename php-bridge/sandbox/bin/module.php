<?php

/** Gives, for a panel's root, the module's App as an administrator of the panel has it; whoever needs it requires this file. */

declare(strict_types=1);

use MakegoodSandbox\Panel;
use WHMCS\Module\Addon\Makegood\App;

require_once dirname(__DIR__) . '/autoload.php';

return static function (string $root): App {
    $_SESSION = ['adminid' => 1];
    Panel::boot((string) realpath($root));
    require_once Panel::root() . '/modules/addons/makegood/makegood.php';
    return new App();
};
