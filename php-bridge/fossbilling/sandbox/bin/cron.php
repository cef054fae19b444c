<?php

/** cron.php --root DIR [--now INSTANT]: one call of the panel's cron. */

declare(strict_types=1);

use FossSandbox\Cron;
use FossSandbox\Panel;

require __DIR__ . '/options.php';

[$options] = foss_options($argv, ['root' => 'var/foss', 'now' => '']);
Panel::boot($options['root']);
exit(Cron::run() ? 0 : 1);
