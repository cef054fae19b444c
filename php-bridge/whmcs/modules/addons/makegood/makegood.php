<?php

/** The functions that the panel calls by name, each one line to a class in lib/. */

declare(strict_types=1);

require_once __DIR__ . '/bootstrap.php';

use WHMCS\Module\Addon\Makegood\Areas;
use WHMCS\Module\Addon\Makegood\Lifecycle;

/** @return array<string, mixed> */
function makegood_config(): array
{
    return Lifecycle::config();
}

/** @return array{status: string, description: string} */
function makegood_activate(): array
{
    return Lifecycle::activate();
}

/** @return array{status: string, description: string} */
function makegood_deactivate(): array
{
    return Lifecycle::deactivate();
}

/** @param array<string, mixed> $vars `version` is the version before */
function makegood_upgrade(array $vars): void
{
    Lifecycle::upgrade($vars);
}

/** @param array<string, mixed> $vars */
function makegood_output(array $vars): void
{
    Areas::admin($vars);
}

/**
 * @param array<string, mixed> $vars
 *
 * @return array<string, mixed>
 */
function makegood_clientarea(array $vars): array
{
    return Areas::client($vars);
}
