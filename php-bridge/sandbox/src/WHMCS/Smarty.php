<?php

/** The template engine that modules may use for their own pages: Debian's Smarty 4, compiled below the panel's root. */

declare(strict_types=1);

namespace WHMCS;

use MakegoodSandbox\Panel;

require_once '/usr/share/php/smarty4/Smarty.class.php';

final class Smarty extends \Smarty
{
    public function __construct()
    {
        parent::__construct();
        $this->setCompileDir(Panel::root() . '/templates_c');
        // A notice inside a template must not reach the page: the panel hides them too.
        $this->muteUndefinedOrNullWarnings();
    }
}
