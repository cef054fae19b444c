<?php

/** ModuleSuspend, ModuleUnsuspend, ModuleTerminate, UpdateClientProduct, GetClientsAddons, UpdateClientAddon. */

declare(strict_types=1);

namespace MakegoodSandbox\Api;

use MakegoodSandbox\Assumptions;
use MakegoodSandbox\Cents;
use MakegoodSandbox\Clock;
use MakegoodSandbox\Config;
use MakegoodSandbox\Hooks;
use MakegoodSandbox\UndocumentedUse;
use WHMCS\Database\Capsule;

final class Services
{
    /** Parameter => column. */
    private const COLUMNS = ['pid' => 'packageid', 'serverid' => 'server', 'regdate' => 'regdate', 'nextduedate' => 'nextduedate',
        'terminationdate' => 'termination_date', 'domain' => 'domain', 'paymentmethod' => 'paymentmethod', 'billingcycle' => 'billingcycle',
        'status' => 'domainstatus', 'notes' => 'notes', 'suspendreason' => 'suspendreason', 'diskusage' => 'diskusage', 'disklimit' => 'disklimit',
        'bwusage' => 'bwusage', 'bwlimit' => 'bwlimit'];

    private const ADDON = ['status' => 'status', 'nextduedate' => 'nextduedate', 'notes' => 'notes'];

    private const AMOUNTS = ['recurringamount' => 'amount', 'firstpaymentamount' => 'firstpaymentamount'];

    public static function suspend(array $in): array
    {
        return self::module($in, 'Suspend', ['domainstatus' => 'Suspended', 'suspendreason' => (string) ($in['suspendreason'] ?? '')]);
    }

    public static function unsuspend(array $in): array
    {
        return self::module($in, 'Unsuspend', ['domainstatus' => 'Active', 'suspendreason' => '']);
    }

    /** The server's own answer is what the setting SandboxServer says: empty, or the reason why it cannot. */
    public static function terminate(array $in): array
    {
        $end = Assumptions::value('terminate.status');
        $answer = self::module($in, 'Terminate', ['domainstatus' => $end, 'termination_date' => Clock::date()]);
        if (Assumptions::is('terminate.addons', 'terminated')) {
            Capsule::table('tblhostingaddons')->where('hostingid', Input::id($in['serviceid']))->update(['status' => $end]);
        }

        return $answer;
    }

    public static function updateAddon(array $in): array
    {
        $id = Input::id($in['id'] ?? null);
        Capsule::table('tblhostingaddons')->where('id', $id)->exists() || throw new Refused('Addon ID Not Found');
        $other = array_diff(array_keys($in), ['id'], array_keys(self::ADDON));
        $other === [] || throw new UndocumentedUse('UpdateClientAddon: not simulated: ' . implode(', ', $other));
        $changes = array_intersect_key($in, self::ADDON);
        $changes === [] && throw new Refused('Nothing to Update');
        Capsule::table('tblhostingaddons')->where('id', $id)->update($changes);

        return ['id' => (string) $id];
    }

    public static function update(array $in): array
    {
        $service = self::service($in['serviceid'] ?? null) ?? throw new Refused('Service ID Not Found');
        $other = array_diff(array_keys($in), ['serviceid'], array_keys(self::COLUMNS), array_keys(self::AMOUNTS));
        if ($other !== []) {
            throw new UndocumentedUse('UpdateClientProduct: not simulated: ' . implode(', ', $other));
        }
        $changes = [];
        foreach (array_intersect_key(self::COLUMNS, $in) as $name => $column) {
            $changes[$column] = $in[$name];
        }
        foreach (array_intersect_key(self::AMOUNTS, $in) as $name => $column) {
            $changes[$column] = Cents::print(Cents::parse((string) $in[$name]));
        }
        // A new due date is also the next one to be billed.
        isset($changes['nextduedate']) && $changes['nextinvoicedate'] = $changes['nextduedate'];
        $hooks = Assumptions::is('service-edit.hook', 'fires');
        $hooks && Hooks::run('PreServiceEdit', ['serviceid' => (int) $service->id]);
        $changes === [] || Capsule::table('tblhosting')->where('id', $service->id)->update($changes);
        $hooks && Hooks::run('ServiceEdit', ['userid' => (int) $service->userid, 'serviceid' => (int) $service->id]);

        return ['serviceid' => (string) $service->id];
    }

    public static function addons(array $in): array
    {
        $query = Capsule::table('tblhostingaddons');
        foreach (['serviceid' => 'hostingid', 'clientid' => 'userid', 'addonid' => 'addonid'] as $name => $column) {
            isset($in[$name]) && $query->where($column, Input::id($in[$name]));
        }
        $rows = $query->orderBy('id')->get()->map(static fn (object $row): array => ['serviceid' => (string) $row->hostingid] + Answer::strings($row, [
            'id', 'qty', 'userid', 'orderid', 'addonid', 'name', 'setupfee', 'recurring', 'billingcycle', 'tax', 'status', 'regdate', 'nextduedate',
            'nextinvoicedate', 'paymentmethod', 'notes',
        ]))->all();

        return ['serviceid' => (string) ($in['serviceid'] ?? ''), 'clientid' => (string) ($in['clientid'] ?? ''), 'totalresults' => (string) count($rows),
            'addons' => ['addon' => $rows]];
    }

    private static function service(mixed $id): ?object
    {
        return Capsule::table('tblhosting')->where('id', Input::id($id))->first();
    }

    /** @param array<string, string> $changes written when the module's action succeeds; the sandbox's own always does */
    private static function module(array $in, string $action, array $changes): array
    {
        if (empty($in['serviceid'])) {
            throw new Refused('Service ID is required');
        }
        $service = self::service($in['serviceid']) ?? throw new Refused('Service ID not found');
        $type = (string) Capsule::table('tblproducts')->where('id', $service->packageid)->value('servertype');
        if ($type === '') {
            throw new Refused('Service not assigned to a module');
        }
        $params = ['params' => ['accountid' => (int) $service->id, 'serviceid' => (int) $service->id, 'userid' => (int) $service->userid,
            'serverid' => (int) $service->server, 'pid' => (int) $service->packageid, 'domain' => $service->domain, 'moduletype' => $type]];
        $isAborted = $action !== 'Unsuspend' && !empty(Hooks::merged('PreModule' . $action, $params)['abortcmd']);
        if ($isAborted || ($action === 'Terminate' && Config::get('SandboxServer') !== '')) {
            $isAborted || Hooks::run('AfterModuleTerminateFailed', $params + ['failureResponseMessage' => Config::get('SandboxServer')]);
            throw new Refused('Server response message');
        }
        Capsule::table('tblhosting')->where('id', $service->id)->update($changes);
        Hooks::run('AfterModule' . $action, $params);

        return [];
    }
}
