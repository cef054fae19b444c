<?php

/**
 * The short address for monitors: webhook.php?s=<source>.<secret>. Stores the message; does not boot the panel. The panel's own rules for
 * web servers deny every PHP file but two, so an administrator has to let this one through (INSTALL.txt); until then monitors use
 * the address that the set-up page names.
 */

declare(strict_types=1);

require __DIR__ . '/bridge/Intake/Express.php';

Makegood\Intake\Express::serve(__DIR__ . '/connection.php');
