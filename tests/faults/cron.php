<?php

/**
 * The panel's own cron, in a process that can be told to kill itself at a named point (lib/Stop.php).
 *
 *   php cron.php <panel root> '{"point":"mark.before","hit":2,"dir":"…","then":"kill","ready":""}'
 */

declare(strict_types=1);

use MakegoodFaults\Stop;

[, $root, $text] = $argv;
$plan = json_decode($text, true, 8, JSON_THROW_ON_ERROR);

require __DIR__ . '/lib/autoload.php';
require $root . '/modules/addons/makegood/bridge/autoload.php';

Stop::install($plan);
Stop::meet($plan);
require $root . '/crons/cron.php';
