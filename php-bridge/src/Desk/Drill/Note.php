<?php

/** Why a drill ended without a booking, in a sentence made of what the core and the run said. */

declare(strict_types=1);

namespace Makegood\Desk\Drill;

use Makegood\Api\Answers;
use Makegood\Instant;

final class Note
{
    /**
     * @param array<string, mixed> $result   the final result of `settle`
     * @param string               $document of the policy that binds
     * @return ?string null: it was booked
     */
    public static function of(array $result, string $document, int $lengthMs): ?string
    {
        $currency = (string) $result['currency'];
        $gross = (string) $result['entitlement']['gross'];
        $promised = json_decode($document, true)['schedule']['tiers'][0]['below'] ?? null;
        if ($promised !== null && Answers::steps($result, 'noTier') !== []) {
            return sprintf(
                '%s stays within the promise of %s %%: the month still comes to %s %% availability, so no credit is due.',
                Words::length($lengthMs),
                $promised,
                $result['availability'],
            );
        }
        if (($result['schema2']['extensionMs'] ?? 0) > 0) {
            return 'This policy gives time, not money: the service would be prolonged by ' . Words::length($result['schema2']['extensionMs']) . ', which a person does by hand.';
        }
        $claimable = $result['schema2']['claimable'] ?? null;
        if ($claimable !== null) {
            return 'Nobody claimed it: ' . $claimable['gross'] . ' ' . $currency . ' could be claimed until ' . Words::instant(Instant::ms($claimable['until'])) . '.';
        }
        if ($result['adjustment'] === null && isset($result['schema2'])) {
            return 'The month comes to ' . $result['availability'] . ' % availability, and by this policy nothing is due for it.';
        }
        if ($result['adjustment'] === null) {
            $percent = Answers::steps($result, 'tier')[0]['percent'] ?? '0';
            return $percent . ' % of the monthly fee comes to ' . $gross . ' ' . $currency . ', so there is nothing to credit.';
        }
        if ($result['route'] === 'review') {
            return 'The panel says that it cannot book account credit: the ' . $gross . ' ' . $currency . ' wait for a person.';
        }
        if ($result['posting'] !== null) {
            return null;
        }
        $minimum = Answers::steps($result, 'belowMinimum')[0]['minimum'] ?? null;
        return $gross . ' ' . $currency . ($minimum === null ? ' is less than the panel can book' : ' is below the minimum payout of ' . $minimum . ' ' . $currency)
            . ': it is kept and goes out together with the next credit.';
    }

    /**
     * What keeps a credit from being booked although the core says that it goes out.
     *
     * @param array<string, mixed>|null $credit   the entry as it ended
     * @param string                    $currency of the client's account now
     */
    public static function waiting(?array $credit, string $currency): ?string
    {
        if ($credit === null || $credit['state'] === 'posted') {
            return null;
        }
        return $credit['currency'] === $currency
            ? 'The credit was decided, and a person has to look at it before it is booked.'
            : 'The credit was decided in ' . $credit['currency'] . ', and the client\'s account is in ' . $currency . ' now: it waits for a person.';
    }
}
