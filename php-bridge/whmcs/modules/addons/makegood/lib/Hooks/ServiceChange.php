<?php

/** A service changed its server, price, product or state just now: the span that ends and the one that begins are written down. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Hooks;

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
        $id = (string) (int) $serviceId;
        SpanSync::changed($app->ledger(), $id, static fn (): ?ServiceFacts => (new ServiceReader())->one($id), $app->panel()->now());
    }
}
