<?php

/** Activation, update, removal. The ledger outlives them all. */

declare(strict_types=1);

namespace Box\Mod\Makegood;

use Makegood\Engine\Checks;
use Makegood\Run\Run;

final class Lifecycle
{
    /** Makes or completes the tables. Activating again finds everything as it was. @throws \FOSSBilling\InformationException then it stays off */
    public static function install(App $app): bool
    {
        if (PHP_INT_SIZE < 8) {
            throw new \FOSSBilling\InformationException('Makegood needs a 64-bit PHP.');
        }
        $failed = Checks::firstFailed(Checks::all(App::engineDirectory()));
        if ($failed !== null && in_array($failed->name, Checks::OF_FILES, true)) {
            throw new \FOSSBilling\InformationException($failed->reason);
        }
        $app->migrate();
        if ($failed === null) {
            $app->panel()->log($app->ledger()->meta->get('mode') === 'live'
                ? 'active and live, as it was before: the next cron credits what it decides.'
                : 'active, in dry run: nothing is credited before somebody goes live. Open the set-up on Makegood\'s page.');
        } else {
            // The files are whole but this PHP does not run them rightly: messages can be taken in while the host is mended.
            $app->ledger()->meta->put(Run::ENGINE_PROBLEM, $failed->reason);
            $app->panel()->log('active, and takes messages in, but nothing can be decided or credited yet: ' . $failed->reason);
        }

        return true;
    }

    /** Drops nothing: entries prove why money moved. 0.7 calls this when the module is switched off; later lines when they take its files away. */
    public static function uninstall(App $app): bool
    {
        $app->panel()->log('switched off. Its ledger stays in the database.');

        return true;
    }

    /** Migrations know by themselves which of them are done, so the version before does not matter. */
    public static function update(App $app): bool
    {
        $app->migrate();

        return true;
    }
}
