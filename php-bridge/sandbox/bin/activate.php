<?php

/** activate.php --root DIR [--module NAME] [--now INSTANT] [key=value …]: activates an addon module as an admin would. */

declare(strict_types=1);

use MakegoodSandbox\Addons;
use MakegoodSandbox\Panel;
use MakegoodSandbox\Shared\CommandLine;

require dirname(__DIR__) . '/autoload.php';

[$options, $words] = CommandLine::options($argv, ['root' => 'var/panel', 'module' => 'makegood', 'now' => '']);
$_SESSION = ['adminid' => 1];
Panel::boot((string) realpath($options['root']));
$answer = Addons::activate($options['module']);
echo $answer['status'], ': ', $answer['description'], "\n";
if ($answer['status'] === 'error') {
    exit(1);
}
$values = [];
foreach ($words as $word) {
    [$key, $value] = explode('=', $word, 2) + [1 => ''];
    $values[$key] = $value;
}
Addons::configure($options['module'], $values, [1]);
