<?php

/** Activation, deactivation, upgrade. The ledger outlives them all. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood;

use Makegood\Engine\Check;
use Makegood\Engine\Checks;
use Makegood\Run\Run;

final class Lifecycle
{
    /** @return array<string, mixed> */
    public static function config(): array
    {
        return [
            'name' => 'Makegood',
            'description' => 'Turns outages into service credits, to the cent, with the reason shown.',
            'version' => App::VERSION,
            'author' => 'Makegood',
            'language' => 'english',
            'fields' => Options::fields(),
        ];
    }

    /** Makes or completes the tables. Activating again finds everything as it was. @return array{status: string, description: string} */
    public static function activate(): array
    {
        try {
            if (PHP_INT_SIZE < 8) {
                return ['status' => 'error', 'description' => 'Makegood needs a 64-bit PHP.'];
            }
            $failed = Checks::firstFailed(Checks::all(App::engineDirectory()));
            if ($failed !== null && in_array($failed->name, Checks::OF_FILES, true)) {
                return ['status' => 'error', 'description' => $failed->reason];
            }
            (new App())->ledger()->migrate();
            if ($failed !== null) {
                return ['status' => 'success', 'description' => self::distrusted($failed)];
            }
        } catch (\Throwable $failure) {
            return ['status' => 'error', 'description' => 'The tables could not be made: ' . $failure->getMessage()];
        }

        return [
            'status' => 'success',
            'description' => 'Makegood is active, in dry run: nothing is credited before you go live. Give your role access below, then open Addons > Makegood > Set-up.',
        ];
    }

    /** The files are whole but this PHP does not run them rightly: messages can be taken in while the host is mended. */
    private static function distrusted(Check $failed): string
    {
        (new App())->ledger()->meta->put(Run::ENGINE_PROBLEM, $failed->reason);

        return 'Makegood is active and takes messages in, but nothing can be decided or credited yet: ' . $failed->reason . ' See Addons > Makegood > Health.';
    }

    /** Drops nothing: entries prove why money moved. @return array{status: string, description: string} */
    public static function deactivate(): array
    {
        return ['status' => 'success', 'description' => 'Makegood is switched off. Its ledger stays in the database.'];
    }

    /** Migrations know by themselves which of them are done, so the version before does not matter. @param array<string, mixed> $vars */
    public static function upgrade(array $vars): void
    {
        $before = (string) ($vars['version'] ?? '');
        (new App())->ledger()->migrate();
        logActivity('Makegood: tables checked after the upgrade' . ($before === '' ? '' : ' from ' . $before) . ' to ' . App::VERSION);
    }
}
