<?php

/** Scheduled work announced in the panel's network issues: local times there, epoch milliseconds here. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Panel;

use Makegood\Panel\MaintenanceWindow;
use WHMCS\Database\Capsule;

final class NetworkIssues
{
    /** @return iterable<MaintenanceWindow> issues of status Scheduled and type Server, in order of their id */
    public static function scheduled(): iterable
    {
        $rows = Capsule::table('tblnetworkissues')
            ->where('status', 'Scheduled')
            ->where('type', 'Server')
            ->where('server', '>', 0)
            ->orderBy('id')
            ->get(['id', 'startdate', 'enddate', 'title', 'server']);
        foreach ($rows as $row) {
            $from = Text::instantMs($row->startdate === null ? null : (string) $row->startdate);
            $to = Text::instantMs($row->enddate === null ? null : (string) $row->enddate);
            if ($from === null || ($to !== null && $to <= $from)) {
                continue;
            }
            yield new MaintenanceWindow(
                id: 'issue:' . $row->id,
                subject: 'server:' . $row->server,
                fromMs: $from,
                toMs: $to,
                title: Text::plain($row->title),
            );
        }
    }
}
