<?php

/**
 * What a person does on the module's pages, in a process that can be told to kill itself at a named point.
 *
 *   php desk.php <panel root> '{"do":"accept","point":"case.decided","hit":1,"dir":"…"}'
 */

declare(strict_types=1);

use WHMCS\Module\Addon\Makegood\App;

[, $root, $text] = $argv;
$plan = json_decode($text, true, 8, JSON_THROW_ON_ERROR);

require $root . '/init.php';
require_once $root . '/modules/addons/makegood/bootstrap.php';

$hits = 0;
Makegood\Run\Probe::install(static function (string $name) use (&$hits, $plan): void {
    if ($name === ($plan['point'] ?? null) && ++$hits === $plan['hit']) {
        posix_kill(getmypid(), SIGKILL);
    }
});

$app = new App();
[$desk, $ledger] = [$app->desk(), $app->ledger()];
$runs = static fn (): array => array_filter($ledger->cases->all(100, 'open'), static fn (array $case): bool => $case['kind'] === 'run');
match ($plan['do']) {
    'limits' => $desk->setLimits(0, [], 'admin:1'),
    'goDry' => $desk->goDry('admin:1'),
    'goLive' => $desk->goLive('2026-03', 'admin:1'),
    'accept' => array_map(static fn (array $case) => $desk->acceptCase((string) $case['id'], 'admin:1'), $runs()),
    'refuse' => array_map(static fn (array $case) => $desk->refuseCase((string) $case['id'], 'admin:1'), $runs()),
    'approve' => array_map(static fn (string $case) => $desk->refunds->act($case, 'approve', 'admin:1', 'owner'), $ledger->refundCases->inStates(['underReview'])),
    'releaseLines' => array_map(
        static fn (array $row) => $desk->releaseLine((string) $row['service_id'], (string) $row['period'], 'admin:1'),
        $ledger->holds->active(),
    ),
};
