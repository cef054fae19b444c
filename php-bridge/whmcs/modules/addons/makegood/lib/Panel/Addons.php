<?php

/** Add-ons of a service, by the panel's documented API; their tables are not documented. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Panel;

use Makegood\Panel\UnableToRead;

final class Addons
{
    /**
     * @return array<int, string> number → billing cycle
     *
     * @throws UnableToRead
     */
    public static function ofService(string $serviceId): array
    {
        $answer = localAPI('GetClientsAddons', ['serviceid' => (int) $serviceId]);
        if (!is_array($answer) || ($answer['result'] ?? null) !== 'success') {
            throw new UnableToRead('GetClientsAddons failed for service ' . $serviceId);
        }
        $rows = is_array($answer['addons'] ?? null) ? $answer['addons']['addon'] ?? $answer['addons'] : [];
        $addons = [];
        foreach (isset($rows['id']) ? [$rows] : (array) $rows as $row) {
            // Lists of the API may hold one row unwrapped, and be an empty string when there is none.
            if (is_array($row) && (string) ($row['serviceid'] ?? '') === $serviceId) {
                $addons[(int) $row['id']] = (string) ($row['billingcycle'] ?? '');
            }
        }

        return $addons;
    }
}
