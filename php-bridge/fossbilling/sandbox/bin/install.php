<?php

/**
 * install.php --root DIR [--profile 0.7|0.8|main] [--module DIR] [--db sqlite|mariadb] [--now INSTANT] [--timezone ZONE] [--url URL] [--seed] [--fresh]
 *
 * Makes a panel, or brings its module up to date; --seed fills it with the demonstration company, --fresh empties it first.
 */

declare(strict_types=1);

use FossSandbox\Installer;
use FossSandbox\Profile;
use FossSandbox\Seed;
use MakegoodSandbox\Shared\CommandLine;

require dirname(__DIR__) . '/autoload.php';

[$options] = CommandLine::options($argv, ['root' => 'var/foss', 'profile' => getenv('FOSS_PROFILE') ?: '0.7', 'module' => '', 'db' => getenv('DB') ?: 'sqlite', 'now' => '',
    'timezone' => 'UTC', 'url' => 'http://127.0.0.1:8080/'], ['seed', 'fresh']);
Profile::choose($options['profile']);
Installer::install($options['root'], $options['module'] ?: null, $options['db'], isset($options['fresh']), $options['timezone'], $options['url']);
if ($options['now'] !== '') {
    // The file is what the web server and later commands read, too.
    file_put_contents($options['root'] . '/clock', $options['now'] . "\n");
    putenv('SANDBOX_NOW');
}
if (isset($options['seed'])) {
    Seed::run();
}
echo 'panel ', Profile::version(), ' ready in ', $options['root'], "\n";
