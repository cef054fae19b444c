<?php

/** Work on servers as the panel's network issues tell it, whatever their status: local times there, epoch milliseconds here. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Panel;

use Makegood\Instant;
use Makegood\Panel\Issue;
use Makegood\Panel\MaintenanceWindow;
use WHMCS\Database\Capsule;

final class NetworkIssues
{
    private const SCHEDULED = 'scheduled';
    private const RESOLVED = 'resolved';

    /** A resolved issue is told of for so long that no sync can have missed it. */
    private const RESOLVED_DAYS = 90;

    /** Words that the core knows; staff see them so. */
    private const STATUSES = ['Reported', 'Investigating', 'In Progress', 'Outage', 'Scheduled', 'Resolved'];

    /** @return iterable<Issue> what staff wrote of any server or none, as far as it can be read, in order of their id */
    public static function told(int $nowMs): iterable
    {
        foreach (self::rows($nowMs)->get(['id', 'startdate', 'enddate', 'title', 'type', 'server', 'status', 'lastupdate']) as $row) {
            $from = Text::instantMs($row->startdate === null ? null : (string) $row->startdate);
            $status = ucwords(strtolower(trim((string) $row->status)));
            if ($from === null || !in_array($status, self::STATUSES, true)) {
                continue;
            }
            yield new Issue(
                id: (string) $row->id,
                title: Text::plain($row->title),
                type: (string) $row->type,
                status: $status,
                server: (int) $row->server > 0 ? (string) $row->server : null,
                startMs: $from,
                endMs: Text::instantMs($row->enddate === null ? null : (string) $row->enddate),
                atMs: Text::instantMs((string) $row->lastupdate) ?? $from,
            );
        }
    }

    /** @return iterable<MaintenanceWindow> issues of type Server that are not resolved, or were not long ago, in order of their id */
    public static function recent(int $nowMs): iterable
    {
        $rows = self::rows($nowMs)
            ->where('type', 'Server')
            ->where('server', '>', 0)
            ->get(['id', 'startdate', 'enddate', 'title', 'server', 'status', 'lastupdate']);
        foreach ($rows as $row) {
            $from = Text::instantMs($row->startdate === null ? null : (string) $row->startdate);
            $to = Text::instantMs($row->enddate === null ? null : (string) $row->enddate);
            if ($from === null || ($to !== null && $to <= $from)) {
                continue;
            }
            $status = strtolower(trim((string) $row->status));
            yield new MaintenanceWindow(
                id: 'issue:' . $row->id,
                subject: 'server:' . $row->server,
                fromMs: $from,
                toMs: $to,
                title: Text::plain($row->title),
                scheduled: $status === self::SCHEDULED,
                closedMs: $status === self::RESOLVED ? Text::instantMs((string) $row->lastupdate) ?? $nowMs : null,
            );
        }
    }

    private static function rows(int $nowMs): object
    {
        $since = date('Y-m-d H:i:s', intdiv($nowMs - self::RESOLVED_DAYS * Instant::DAY_MS, 1000));
        return Capsule::table('tblnetworkissues')
            ->where(static fn (object $query): object => $query->where('status', '<>', 'Resolved')->orWhere('lastupdate', '>=', $since))
            ->orderBy('id');
    }
}
