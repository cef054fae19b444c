<?php

/** Ends a service by the documented API: the server's account first, then what the panel says of the service and its add-ons. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Panel;

use Makegood\Panel\UnableToPost;
use Makegood\Panel\UnableToRead;
use WHMCS\Database\Capsule;

final class Cancellation
{
    private const ENDED = ['Cancelled', 'Terminated', 'Completed', 'Fraud'];

    /** Safe to call again after a failure half-way: what is ended is left alone. @throws UnableToPost */
    public static function of(string $serviceId, string $note): void
    {
        if (!self::hasEnded($serviceId)) {
            $product = (int) Capsule::table('tblhosting')->where('id', (int) $serviceId)->value('packageid');
            if ((string) Capsule::table('tblproducts')->where('id', $product)->value('servertype') !== '') {
                self::call('ModuleTerminate', ['serviceid' => (int) $serviceId]);
            }
        }
        // What the state is after ModuleTerminate is not documented.
        if (!self::hasEnded($serviceId)) {
            self::call('UpdateClientProduct', ['serviceid' => (int) $serviceId, 'status' => 'Cancelled']);
        }
        foreach (self::runningAddOns($serviceId) as $addon) {
            self::call('UpdateClientAddon', ['id' => $addon, 'status' => 'Cancelled']);
        }
        logActivity('Makegood: service ' . $serviceId . ' ended. ' . $note);
    }

    public static function isDone(string $serviceId): bool
    {
        return self::hasEnded($serviceId) && self::runningAddOns($serviceId) === [];
    }

    private static function hasEnded(string $serviceId): bool
    {
        $state = Capsule::table('tblhosting')->where('id', (int) $serviceId)->value('domainstatus') ?? throw new UnableToRead('There is no service ' . $serviceId . '.');

        return in_array((string) $state, self::ENDED, true);
    }

    /** @return list<int> */
    private static function runningAddOns(string $serviceId): array
    {
        return array_keys(array_filter(Addons::rows($serviceId), static fn (array $row): bool => !in_array((string) ($row['status'] ?? ''), self::ENDED, true)));
    }

    /** @param array<string, int|string> $params @throws UnableToPost */
    private static function call(string $command, array $params): void
    {
        try {
            $answer = localAPI($command, $params);
        } catch (\Exception $failure) {
            throw new UnableToPost($command . ' broke down: ' . $failure->getMessage(), 0, $failure);
        }
        if (!is_array($answer) || ($answer['result'] ?? null) !== 'success') {
            $message = is_array($answer) ? (string) ($answer['message'] ?? '') : '';
            throw new UnableToPost($message === '' ? $command . ' answered neither success nor a message' : $message);
        }
    }
}
