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
        return array_map(static fn (array $row): string => (string) ($row['billingcycle'] ?? ''), self::rows($serviceId));
    }

    /** Which of the panel's add-ons it is, in its price list; 0: one that staff made for this service. @throws UnableToRead */
    public static function definition(string $serviceId, int $addon): int
    {
        return (int) (self::rows($serviceId)[$addon]['addonid'] ?? 0);
    }

    /**
     * @return array<int, array<string, mixed>> number → row as the API has it
     *
     * @throws UnableToRead
     */
    public static function rows(string $serviceId): array
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
                $addons[(int) $row['id']] = $row;
            }
        }

        return $addons;
    }
}
