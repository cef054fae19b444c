<?php

/** cron.php --root DIR [--now INSTANT]: one call of the panel's cron. */

declare(strict_types=1);

use MakegoodSandbox\Shared\CommandLine;

require dirname(__DIR__) . '/autoload.php';

[$options] = CommandLine::options($argv, ['root' => 'var/panel', 'now' => '']);
require realpath($options['root']) . '/crons/cron.php';
