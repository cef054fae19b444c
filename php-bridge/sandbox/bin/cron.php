<?php

/** cron.php --root DIR [--now INSTANT]: one call of the panel's cron. */

declare(strict_types=1);

require __DIR__ . '/options.php';

[$options] = sandbox_options($argv, ['root' => 'var/panel', 'now' => '']);
require realpath($options['root']) . '/crons/cron.php';
