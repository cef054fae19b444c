<?php

/**
 * `make demo`: real monitor messages become credits on clients' accounts, inside a panel. README.md tells the story.
 */

declare(strict_types=1);

require_once __DIR__ . '/autoload.php';

use MakegoodDemo\Children;
use MakegoodDemo\Demo;
use MakegoodDemo\Failed;
use MakegoodDemo\Options;

date_default_timezone_set('UTC');
try {
    $options = Options::fromEnvironment();
    $say = static function (string $line): void {
        fwrite(STDOUT, $line . "\n");
    };
    (new Demo($options, require __DIR__ . '/scenario.php', new Children(), $say))->run();
} catch (Failed $failure) {
    fwrite(STDERR, "demo: {$failure->getMessage()}\n");
    exit(1);
}
