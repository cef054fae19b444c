<?php

/** Where in the panel things are set, in the panel's own words, as plain text: the pages point there and name no panel themselves. */

declare(strict_types=1);

namespace Makegood\Pages;

final class Places
{
    /**
     * @param string $roles       where roles are let into the admin page: "Settings > Add-ons > Makegood > Access"
     * @param string $settings    where cron's hour and time budget are set, after "is set": "on the same page"
     * @param string $schedule    when cron runs Makegood, and for how long at most: "before the panel's daily work, at most 45 s"
     * @param string $permission  what a user whom a client has invited needs; '' where a client has no such users
     * @param string $maintenance which of the panel's announcements become maintenance by themselves, one sentence; '' when none do
     * @param string $dataSetting how the data directory is named: "configuration.php as $makegood_data_dir"
     */
    public function __construct(
        public readonly string $roles,
        public readonly string $settings,
        public readonly string $schedule,
        public readonly string $permission,
        public readonly string $maintenance,
        public readonly string $dataSetting,
    ) {
    }
}
