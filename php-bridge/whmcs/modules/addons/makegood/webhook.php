<?php

/** Public address for monitors: webhook.php?s=<source>.<secret>. Stores the message; does not boot the panel. */

declare(strict_types=1);

require __DIR__ . '/bridge/Intake/Express.php';
require __DIR__ . '/lib/PanelRoot.php';

Makegood\Intake\Express::serve(WHMCS\Module\Addon\Makegood\PanelRoot::find(__DIR__) . '/configuration.php');
