<?php

/** The address that a monitor is given. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Admin;

use WHMCS\Database\Capsule;

final class WebhookAddress
{
    public static function of(string $sourceId, string $secret): string
    {
        $system = rtrim((string) Capsule::table('tblconfiguration')->where('setting', 'SystemURL')->value('value'), '/');

        return $system . '/modules/addons/makegood/webhook.php?s=' . $sourceId . '.' . $secret;
    }
}
