<?php

/** A network issue was added, edited, closed or deleted: scheduled work counts as announced from this moment on. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Hooks;

use Makegood\Run\MaintenanceSync;
use WHMCS\Module\Addon\Makegood\App;

final class NetworkIssueChange
{
    /** Some of these hooks carry no more than an id, so all scheduled issues are compared; firing twice changes nothing. */
    public static function seen(): void
    {
        $app = new App();
        (new MaintenanceSync($app->ledger()))->run($app->panel());
    }
}
