<?php

/** The panel's global functions, one line each. */

declare(strict_types=1);

use MakegoodSandbox\Dates;
use MakegoodSandbox\Hooks;
use MakegoodSandbox\LocalApi;
use MakegoodSandbox\Log;
use MakegoodSandbox\Tokens;
use WHMCS\View\Formatter\Price;

function add_hook(string $hookPoint, int $priority, callable $callback): void
{
    Hooks::add($hookPoint, $priority, $callback);
}

/** @return list<mixed> */
function run_hook(string $hookPoint, array $vars = []): array
{
    return Hooks::run($hookPoint, $vars);
}

/** @return array<string, mixed> */
function localAPI(string $command, array $values = [], ?string $adminUser = null): array
{
    return LocalApi::call($command, $values, $adminUser);
}

function logActivity(string $message, int $clientId = 0): void
{
    Log::activity($message, $clientId);
}

function logModuleCall(
    string $module,
    string $action,
    mixed $request,
    mixed $response,
    mixed $processed = '',
    array $replaceVars = [],
): void {
    Log::moduleCall($module, $action, $request, $response, $processed, array_values(array_map('strval', $replaceVars)));
}

function generate_token(string $type = 'form'): string
{
    return Tokens::generate($type);
}

function check_token(string $namespace = 'WHMCS.default'): bool
{
    return Tokens::check($namespace);
}

/** @return array{id: int, code: string, prefix: string, suffix: string, format: int, rate: string} */
function getCurrency(int|string|null $clientId = null, int|string|null $currencyId = null): array
{
    return Price::currency($clientId === null ? null : (int) $clientId, $currencyId === null ? null : (int) $currencyId);
}

function formatCurrency(string|int|float $amount, int|string|null $currencyId = null): Price
{
    return new Price($amount, Price::currency(null, $currencyId === null ? null : (int) $currencyId));
}

function fromMySQLDate(string $date, bool $includeTime = false): string
{
    return Dates::localised($date, $includeTime);
}

function toMySQLDate(string $date): string
{
    return Dates::toMySql($date);
}

function getTodaysDate(bool|int $clientFormat = false): string
{
    return Dates::today();
}
