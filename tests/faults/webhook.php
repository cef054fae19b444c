<?php

/** The module's webhook endpoint behind PHP's own server, told by the environment to die once the message is stored. */

declare(strict_types=1);

$module = (string) getenv('FAULTS_WEBHOOK');
require $module . '/bridge/autoload.php';
if (getenv('FAULTS_DIES') === '1') {
    Makegood\Run\Probe::install(static fn (string $name): bool => $name === 'intake.stored' && posix_kill(getmypid(), SIGKILL));
}
require $module . '/webhook.php';
