<?php

/** The switchboard: which hook calls what. Each line is guarded, so that no failure of ours reaches the panel. */

declare(strict_types=1);

require_once __DIR__ . '/bootstrap.php';

use WHMCS\Module\Addon\Makegood\Hooks\Cron;
use WHMCS\Module\Addon\Makegood\Hooks\Guard;
use WHMCS\Module\Addon\Makegood\Hooks\NetworkIssueChange;
use WHMCS\Module\Addon\Makegood\Hooks\ServiceChange;
use WHMCS\Module\Addon\Makegood\Hooks\ServiceNotice;

// Cron: the only place that decides and posts.
add_hook('PreCronJob', 1, static fn () => Guard::run('PreCronJob', static fn () => Cron::tick('PreCronJob')));
add_hook('AfterCronJob', 1, static fn () => Guard::run('AfterCronJob', static fn () => Cron::tick('AfterCronJob')));
add_hook('DailyCronJob', 1, static fn () => Guard::run('DailyCronJob', static fn () => Cron::daily()));

// A service changed: write down since when. Never the engine here.
add_hook('AfterModuleCreate', 1, static fn ($vars) => Guard::run('AfterModuleCreate', static fn () => ServiceChange::module($vars)));
add_hook('AfterModuleSuspend', 1, static fn ($vars) => Guard::run('AfterModuleSuspend', static fn () => ServiceChange::module($vars)));
add_hook('AfterModuleUnsuspend', 1, static fn ($vars) => Guard::run('AfterModuleUnsuspend', static fn () => ServiceChange::module($vars)));
add_hook('AfterModuleTerminate', 1, static fn ($vars) => Guard::run('AfterModuleTerminate', static fn () => ServiceChange::module($vars)));
add_hook('AfterModuleChangePackage', 1, static fn ($vars) => Guard::run('AfterModuleChangePackage', static fn () => ServiceChange::module($vars)));
add_hook('ServiceEdit', 1, static fn ($vars) => Guard::run('ServiceEdit', static fn () => ServiceChange::edited($vars)));
add_hook('AdminServiceEdit', 1, static fn ($vars) => Guard::run('AdminServiceEdit', static fn () => ServiceChange::edited($vars)));
add_hook('ServiceDelete', 1, static fn ($vars) => Guard::run('ServiceDelete', static fn () => ServiceChange::edited($vars)));
add_hook('AfterProductUpgrade', 1, static fn ($vars) => Guard::run('AfterProductUpgrade', static fn () => ServiceChange::upgraded($vars)));

// Scheduled work was announced or changed: the time of announcement is now.
add_hook('NetworkIssueAdd', 1, static fn () => Guard::run('NetworkIssueAdd', static fn () => NetworkIssueChange::seen()));
add_hook('NetworkIssueEdit', 1, static fn () => Guard::run('NetworkIssueEdit', static fn () => NetworkIssueChange::seen()));
add_hook('NetworkIssueClose', 1, static fn () => Guard::run('NetworkIssueClose', static fn () => NetworkIssueChange::seen()));
add_hook('NetworkIssueReopen', 1, static fn () => Guard::run('NetworkIssueReopen', static fn () => NetworkIssueChange::seen()));
add_hook('NetworkIssueDelete', 1, static fn () => Guard::run('NetworkIssueDelete', static fn () => NetworkIssueChange::seen()));

// The product page of a service that is down, or for which a credit is on its way.
add_hook('ClientAreaProductDetailsOutput', 1, static fn ($given) => Guard::html('ClientAreaProductDetailsOutput', static fn () => ServiceNotice::html($given)));
