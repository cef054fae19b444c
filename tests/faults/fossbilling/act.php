<?php

/**
 * One thing that happens on the panel (lib/FossActs.php), in a process that can be told to kill itself at a named point (lib/Stop.php).
 *
 *   php act.php <panel root> '{"do":"approve","draft":"a","point":"attach.added","hit":1,"dir":"…","then":"kill"}'
 */

declare(strict_types=1);

use FossSandbox\Panel;
use FossSandbox\People;
use MakegoodFaults\FossActs;
use MakegoodFaults\Stop;

[, $root, $text] = $argv;
$plan = json_decode($text, true, 8, JSON_THROW_ON_ERROR);

require dirname(__DIR__) . '/lib/autoload.php';
require dirname(__DIR__, 3) . '/php-bridge/fossbilling/sandbox/autoload.php';
require $root . '/modules/Makegood/bridge/autoload.php';

Panel::boot($root);
People::logInAdmin(1);
Stop::install($plan);
Stop::meet($plan);
(new FossActs($plan))->do($plan['do']);
