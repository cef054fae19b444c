<?php

/** What people do in the admin area, with the documented hooks: move, suspend, announce maintenance. */

declare(strict_types=1);

namespace MakegoodSandbox;

use WHMCS\Database\Capsule;

final class Staff
{
    /** Edits a service in the admin area: only its server changes. */
    public static function moveService(int $serviceId, int $serverId): void
    {
        $userId = (int) Capsule::table('tblhosting')->where('id', $serviceId)->value('userid');
        Hooks::run('PreAdminServiceEdit', ['serviceid' => $serviceId]);
        Capsule::table('tblhosting')->where('id', $serviceId)->update(['server' => $serverId]);
        Hooks::run('AdminServiceEdit', ['userid' => $userId, 'serviceid' => $serviceId]);
        Log::activity("Modified Product/Service - Service ID: $serviceId", $userId);
    }

    public static function suspend(int $serviceId, string $reason): void
    {
        self::must(localAPI('ModuleSuspend', ['serviceid' => $serviceId, 'suspendreason' => $reason], 'admin'));
    }

    public static function unsuspend(int $serviceId): void
    {
        self::must(localAPI('ModuleUnsuspend', ['serviceid' => $serviceId], 'admin'));
    }

    /**
     * Announces work on a server in Network issues.
     *
     * @param string $start local time Y-m-d H:i:s, $end likewise
     *
     * @return int id of the issue
     */
    public static function scheduleMaintenance(int $serverId, string $start, string $end, string $title): int
    {
        $row = ['startdate' => $start, 'enddate' => $end, 'title' => $title, 'description' => '', 'type' => 'Server', 'server' => $serverId,
            'affecting' => '', 'priority' => 'Medium', 'status' => 'Scheduled', 'lastupdate' => Clock::timestamp()];
        $id = (int) Capsule::table('tblnetworkissues')->insertGetId($row);
        Hooks::run('NetworkIssueAdd', ['id' => $id] + $row);

        return $id;
    }

    /** @param array<string, string> $changes columns of the issue */
    public static function editIssue(int $id, array $changes): void
    {
        Capsule::table('tblnetworkissues')->where('id', $id)->update($changes + ['lastupdate' => Clock::timestamp()]);
        Hooks::run('NetworkIssueEdit', (array) Capsule::table('tblnetworkissues')->where('id', $id)->first());
    }

    public static function closeIssue(int $id): void
    {
        Capsule::table('tblnetworkissues')->where('id', $id)->update(['status' => 'Resolved', 'lastupdate' => Clock::timestamp()]);
        Hooks::run('NetworkIssueClose', ['id' => $id]);
    }

    public static function deleteIssue(int $id): void
    {
        Capsule::table('tblnetworkissues')->where('id', $id)->delete();
        Hooks::run('NetworkIssueDelete', ['id' => $id]);
    }

    /** @param array<string, mixed> $answer */
    private static function must(array $answer): void
    {
        if ($answer['result'] !== 'success') {
            throw new \RuntimeException((string) $answer['message']);
        }
    }
}
