<?php

/** The page of one service: the client's own, with a few words of ours when it is down or a credit is on its way. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Hooks;

use Makegood\Pages\Client\ServiceNotice as Notice;
use WHMCS\Database\Capsule;
use WHMCS\Module\Addon\Makegood\App;

final class ServiceNotice
{
    /** @param mixed $given the service's model, or a list that holds it: the documentation and published modules disagree */
    public static function html(mixed $given): string
    {
        $service = is_array($given) ? ($given['service'] ?? null) : $given;
        $id = is_object($service) ? (int) $service->id : 0;
        $app = new App();
        $client = $id < 1 ? null : $app->host()->client();
        if ($client === null || (string) Capsule::table('tblhosting')->where('id', $id)->value('userid') !== $client) {
            return '';
        }

        return (new Notice($app))->html($client, (string) $id);
    }
}
