<?php

/** localAPI: documented commands with documented parameters only. Amounts and most numbers answer as strings. */

declare(strict_types=1);

namespace MakegoodSandbox;

use MakegoodSandbox\Api\Catalogue;
use MakegoodSandbox\Api\Clients;
use MakegoodSandbox\Api\Credits;
use MakegoodSandbox\Api\Invoicing;
use MakegoodSandbox\Api\Mails;
use MakegoodSandbox\Api\Orders;
use MakegoodSandbox\Api\Refused;
use MakegoodSandbox\Api\Services;
use MakegoodSandbox\Api\System;

final class LocalApi
{
    private const SIMULATED = [
        'AddCredit' => [Credits::class, 'add'],
        'AddInvoicePayment' => [Invoicing::class, 'addPayment'],
        'ApplyCredit' => [Credits::class, 'apply'],
        'CreateInvoice' => [Invoicing::class, 'create'],
        'GenInvoices' => [Invoicing::class, 'generate'],
        'GetClients' => [Clients::class, 'list'],
        'GetClientsAddons' => [Services::class, 'addons'],
        'GetClientsDetails' => [Clients::class, 'details'],
        'GetClientsProducts' => [Clients::class, 'products'],
        'GetConfigurationValue' => [System::class, 'configurationValue'],
        'GetCredits' => [Credits::class, 'list'],
        'GetCurrencies' => [Catalogue::class, 'currencies'],
        'GetInvoice' => [Invoicing::class, 'get'],
        'GetInvoices' => [Invoicing::class, 'list'],
        'GetOrders' => [Orders::class, 'list'],
        'GetProducts' => [Catalogue::class, 'products'],
        'GetServers' => [Catalogue::class, 'servers'],
        'GetTransactions' => [Invoicing::class, 'transactions'],
        'LogActivity' => [System::class, 'logActivity'],
        'ModuleSuspend' => [Services::class, 'suspend'],
        'ModuleTerminate' => [Services::class, 'terminate'],
        'ModuleUnsuspend' => [Services::class, 'unsuspend'],
        'SendAdminEmail' => [Mails::class, 'toStaff'],
        'SendEmail' => [Mails::class, 'toClient'],
        'UpdateClientAddon' => [Services::class, 'updateAddon'],
        'UpdateClientProduct' => [Services::class, 'update'],
        'UpdateInvoice' => [Invoicing::class, 'update'],
        'UpdateTransaction' => [Invoicing::class, 'updateTransaction'],
    ];

    /**
     * @param array<string, mixed> $values
     *
     * @return array<string, mixed> with result success, or result error and a message
     *
     * @throws UndocumentedUse for parameters, or missing parameters, about which the documentation says nothing
     */
    public static function call(string $command, array $values, ?string $adminUser): array
    {
        $documented = self::data();
        $name = self::spelling($command, array_keys($documented));
        if ($name === null) {
            return ['result' => 'error', 'message' => 'Command Not Found'];
        }
        if (!isset(self::SIMULATED[$name])) {
            throw new UndocumentedUse("$name: documented but not simulated");
        }
        self::checkNames($name, $documented[$name]['params'], array_keys($values));
        try {
            return ['result' => 'success'] + (self::SIMULATED[$name])($values, $adminUser);
        } catch (Refused $refusal) {
            self::checkText($name, $refusal->getMessage(), $documented[$name]['errors']);

            return ['result' => 'error', 'message' => $refusal->getMessage()];
        }
    }

    /** @param list<string> $known */
    private static function spelling(string $command, array $known): ?string
    {
        foreach ($known as $name) {
            if (strcasecmp($name, $command) === 0) {
                return $name;
            }
        }

        return null;
    }

    /**
     * @param list<string>     $documented a leading * marks a required one; a trailing x stands for any number: itemamountx
     * @param list<array-key>  $given
     */
    private static function checkNames(string $command, array $documented, array $given): void
    {
        $documented = array_map(static fn (string $name): string => ltrim($name, '*'), $documented);
        foreach ($given as $name) {
            $pattern = preg_replace('/\d+$/', 'x', (string) $name);
            $numbered = $pattern !== $name && str_starts_with((string) $pattern, 'item') && in_array($pattern, $documented, true);
            if (!$numbered && !in_array($name, $documented, true)) {
                throw new UndocumentedUse("$command has no documented parameter \"$name\"");
            }
        }
    }

    /** The sandbox may refuse only with documented words; where the documentation is silent the refusal is loud. */
    private static function checkText(string $command, string $message, array $documented): void
    {
        if (!in_array($message, $documented, true)) {
            throw new UndocumentedUse("$command refuses for a reason whose answer is not documented: $message");
        }
    }

    /** @return array<string, array{params: list<string>, errors: list<string>}> */
    private static function data(): array
    {
        static $data = null;

        $read = static fn (): string => (string) file_get_contents(dirname(__DIR__) . '/data/api.json');

        return $data ??= json_decode($read(), true, 16, JSON_THROW_ON_ERROR)['commands'];
    }
}
