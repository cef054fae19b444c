<?php

/** activate.php --root DIR [--module NAME] [--now INSTANT] [key=value …]: activates a module as an admin would, and saves its settings. */

declare(strict_types=1);

use FossSandbox\Panel;
use FossSandbox\People;
use MakegoodSandbox\Shared\CommandLine;

require dirname(__DIR__) . '/autoload.php';

[$options, $words] = CommandLine::options($argv, ['root' => 'var/foss', 'module' => 'makegood', 'now' => '']);
$di = Panel::boot($options['root']);
People::logInAdmin(1);
$di['api_admin']->extension_activate(['type' => 'mod', 'id' => $options['module']]);
$settings = [];
foreach ($words as $word) {
    [$key, $value] = explode('=', $word, 2) + [1 => ''];
    $settings[$key] = $value;
}
$settings === [] || $di['api_admin']->extension_config_save(['ext' => 'mod_' . $options['module']] + $settings);
echo 'active: ', $options['module'], "\n";
