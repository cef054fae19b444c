<?php

/** A service changed its server, price, product or state just now: the span that ends and the one that begins are written down. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Hooks;

use Makegood\Ledger\Ledger;
use Makegood\Panel\ServiceFacts;
use Makegood\Run\SpanSync;
use WHMCS\Database\Capsule;
use WHMCS\Module\Addon\Makegood\App;
use WHMCS\Module\Addon\Makegood\Panel\ServiceReader;

final class ServiceChange
{
    /** Module hooks give params.serviceid. */
    public static function module(mixed $vars): void
    {
        self::observe(is_array($vars) ? ($vars['params']['serviceid'] ?? null) : null);
    }

    /** ServiceEdit, AdminServiceEdit, ServiceDelete give serviceid. */
    public static function edited(mixed $vars): void
    {
        self::observe(is_array($vars) ? ($vars['serviceid'] ?? null) : null);
    }

    /** AfterProductUpgrade gives the id of the upgrade, whose relid is the service. */
    public static function upgraded(mixed $vars): void
    {
        $upgrade = is_array($vars) ? (int) ($vars['upgradeid'] ?? 0) : 0;
        self::observe($upgrade < 1 ? null : Capsule::table('tblupgrades')->where('id', $upgrade)->value('relid'));
    }

    private static function observe(mixed $serviceId): void
    {
        if (!is_scalar($serviceId) || (int) $serviceId < 1) {
            return;
        }
        $app = new App();
        if ($app->ledger()->spans->isEmpty()) {
            return; // The first look at the whole panel, by cron, has not been yet: it will see this service as it is then.
        }
        $id = (string) (int) $serviceId;
        $facts = (new ServiceReader())->one($id) ?? self::ended($app->ledger(), $id);
        if ($facts !== null) {
            SpanSync::observe($app->ledger(), $facts, $app->panel()->now());
        }
    }

    /** The service is gone from the panel: what was known of it last, ended now. */
    private static function ended(Ledger $ledger, string $serviceId): ?ServiceFacts
    {
        $span = $ledger->spans->openOf($serviceId);

        return $span === null ? null : new ServiceFacts(
            id: $serviceId,
            clientId: (string) $span['client_id'],
            productId: (string) $span['product_id'],
            server: $span['server'] === null ? null : (string) $span['server'],
            state: 'ended',
            currency: (string) $span['currency'],
            recurringAmount: $span['recurring_amount'] === null ? null : (string) $span['recurring_amount'],
            recurringMonths: $span['recurring_months'] === null ? null : (int) $span['recurring_months'],
            tax: $span['tax'] === null ? null : json_decode((string) $span['tax'], true, 8, JSON_THROW_ON_ERROR),
            label: (string) $span['label'],
        );
    }
}
