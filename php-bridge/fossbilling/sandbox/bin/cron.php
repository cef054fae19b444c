<?php

/** cron.php --root DIR [--now INSTANT]: one call of the panel's cron. */

declare(strict_types=1);

use FossSandbox\Cron;
use FossSandbox\Panel;
use MakegoodSandbox\Shared\CommandLine;

require dirname(__DIR__) . '/autoload.php';

[$options] = CommandLine::options($argv, ['root' => 'var/foss', 'now' => '']);
Panel::boot($options['root']);
exit(Cron::run() ? 0 : 1);
