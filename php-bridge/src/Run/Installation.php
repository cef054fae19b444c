<?php

/** Whether this is still the installation that went live: a copy of it (a test system, a restored backup) must not pay again. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Ledger\Ledger;
use Makegood\Panel\Panel;

final class Installation
{
    /** What it is called among the problems. */
    public const PROBLEM = 'installation';
    private const URL = 'installation_url';

    /** Remembers where the panel is, if it says so. */
    public static function remember(Ledger $ledger, Panel $panel): void
    {
        $url = $panel->installationUrl();
        if ($url !== '') {
            $ledger->meta->put(self::URL, $url);
        }
    }

    public static function known(Ledger $ledger): ?string
    {
        return $ledger->meta->get(self::URL);
    }

    /** As paused(); the first live run remembers the address. @throws \Makegood\Panel\UnableToRead */
    public static function check(Ledger $ledger, Panel $panel): ?string
    {
        if (self::known($ledger) === null && Mode::of($ledger)->isLive()) {
            self::remember($ledger, $panel);
        }
        return self::paused($ledger, $panel);
    }

    /** @return ?string why nothing is posted here, for people; null: it is. Dry run posts nothing anyhow. */
    public static function paused(Ledger $ledger, Panel $panel): ?string
    {
        $known = self::known($ledger);
        if ($known === null || !Mode::of($ledger)->isLive()) {
            return null;
        }
        $url = $panel->installationUrl();
        return $url === '' || $url === $known ? null : 'Nothing is posted: this panel is at ' . $url . ', and Makegood went live at ' . $known
            . '. If it has moved, confirm the new address. If this is a copy, go back to dry run.';
    }
}
