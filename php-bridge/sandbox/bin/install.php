<?php

/**
 * install.php --root DIR [--module DIR] [--db sqlite|mariadb] [--now INSTANT] [--timezone ZONE] [--url URL] [--seed] [--fresh]
 *
 * Makes a panel, or brings its module up to date; --seed fills it with the demonstration company, --fresh empties it first.
 */

declare(strict_types=1);

use MakegoodSandbox\Config;
use MakegoodSandbox\Installer;
use MakegoodSandbox\Panel;
use MakegoodSandbox\Seed;
use MakegoodSandbox\Shared\CommandLine;

require dirname(__DIR__) . '/autoload.php';

$defaults = ['root' => 'var/panel', 'module' => '', 'db' => getenv('DB') ?: 'sqlite', 'now' => '', 'timezone' => 'UTC', 'url' => ''];
[$options] = CommandLine::options($argv, $defaults, ['seed', 'fresh']);
Installer::install($options['root'], $options['module'] ?: null, $options['db'], isset($options['fresh']), $options['timezone']);
if ($options['now'] !== '') {
    // The file is what the web server and later commands read, too.
    file_put_contents($options['root'] . '/clock', $options['now'] . "\n");
    putenv('SANDBOX_NOW');
}
Panel::boot((string) realpath($options['root']));
if ($options['url'] !== '') {
    Config::set('SystemURL', $options['url']);
}
if (isset($options['seed'])) {
    Seed::run();
}
echo 'panel ready in ', $options['root'], "\n";
