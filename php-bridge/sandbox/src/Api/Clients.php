<?php

/** GetClients, GetClientsDetails, GetClientsProducts. */

declare(strict_types=1);

namespace MakegoodSandbox\Api;

use MakegoodSandbox\UndocumentedUse;
use WHMCS\Database\Capsule;
use WHMCS\View\Formatter\Price;

final class Clients
{
    private const FLAGS = ['taxexempt', 'latefeeoveride', 'overideduenotices', 'separateinvoices', 'disableautocc', 'emailoptout',
        'overrideautoclose'];

    private const FILTERS = ['clientid' => 'userid', 'serviceid' => 'id', 'pid' => 'packageid', 'domain' => 'domain',
        'username2' => 'username'];

    /** Answer name => column of tblhosting. */
    private const PRODUCT = ['id', 'qty', 'clientid' => 'userid', 'orderid', 'pid' => 'packageid', 'regdate', 'domain', 'dedicatedip',
        'serverid' => 'server', 'suspensionreason' => 'suspendreason', 'firstpaymentamount', 'recurringamount' => 'amount', 'paymentmethod',
        'billingcycle', 'nextduedate', 'status' => 'domainstatus', 'username', 'subscriptionid', 'promoid', 'overideautosuspend',
        'overidesuspenduntil', 'assignedips', 'notes', 'diskusage', 'disklimit', 'bwusage', 'bwlimit', 'lastupdate'];

    /** Search looks into names, company and e-mail address. */
    public static function list(array $in): array
    {
        $other = array_diff(array_keys($in), ['search', 'limitstart', 'limitnum']);
        $other === [] || throw new UndocumentedUse('GetClients: not simulated: ' . implode(', ', $other));
        $query = Capsule::table('tblclients');
        if (($in['search'] ?? '') !== '') {
            $query->where(static function (object $either) use ($in): void {
                foreach (['firstname', 'lastname', 'companyname', 'email'] as $column) {
                    $either->orWhere($column, 'like', '%' . $in['search'] . '%');
                }
            });
        }
        $total = $query->count();
        $start = Input::id($in['limitstart'] ?? 0);
        $rows = $query->orderBy('id')->skip($start)->take(Input::id($in['limitnum'] ?? 25))->get();

        return Answer::page($total, $start, $rows->map(static fn (object $row): array => ['id' => (int) $row->id, 'groupid' => (int) $row->groupid]
            + Answer::strings($row, ['firstname', 'lastname', 'companyname', 'email', 'datecreated', 'status']))->all(), 'clients', 'client');
    }

    public static function details(array $in): array
    {
        if (empty($in['clientid']) && empty($in['email'])) {
            throw new Refused('Either clientid Or email Is Required');
        }
        $row = empty($in['clientid'])
            ? Capsule::table('tblclients')->where('email', (string) $in['email'])->first()
            : Capsule::table('tblclients')->where('id', Input::id($in['clientid']))->first();
        if ($row === null) {
            throw new Refused('Client Not Found');
        }
        $id = (int) $row->id;
        $client = ['client_id' => $id, 'owner_user_id' => $id, 'userid' => $id] + (array) $row;
        foreach (self::FLAGS as $flag) {
            $client[$flag] = (int) $client[$flag] === 1;
        }
        unset($client['datecreated']); // GetClients answers it, this does not
        $client['credit'] = (string) $row->credit;
        $client['fullname'] = "$row->firstname $row->lastname";
        $client['countrycode'] = $row->country;
        $client['currency_code'] = Price::currency(null, (int) $row->currency)['code'];

        return ['client' => $client] + (Input::flag($in['stats'] ?? false) ? ['stats' => self::stats($row)] : []);
    }

    public static function products(array $in): array
    {
        $query = Capsule::table('tblhosting');
        $echoed = [];
        foreach (self::FILTERS as $name => $column) {
            isset($in[$name]) && $query->where($column, $in[$name]);
            $echoed[$name] = isset($in[$name]) ? (string) $in[$name] : null;
        }
        unset($echoed['username2']);
        $total = $query->count();
        $start = Input::id($in['limitstart'] ?? 0);
        $rows = $query->orderBy('id')->skip($start)->take(Input::id($in['limitnum'] ?? 25))->get();

        return $echoed + Answer::page((string) $total, $start, $rows->map(self::product(...))->all(), 'products', 'product');
    }

    /** @return array<string, mixed> */
    private static function stats(object $client): array
    {
        $balance = new Price((string) $client->credit, Price::currency(null, (int) $client->currency));
        $invoices = static fn (string $status): int
            => Capsule::table('tblinvoices')->where('userid', $client->id)->where('status', $status)->count();

        return [
            'numunpaidinvoices' => $invoices('Unpaid'),
            'numpaidinvoices' => $invoices('Paid'),
            'numcancelledinvoices' => $invoices('Cancelled'),
            'incredit' => $balance->toNumeric() !== '0.00',
            'creditbalance' => $balance->toFull(),
            'productsnumtotal' => Capsule::table('tblhosting')->where('userid', $client->id)->count(),
        ];
    }

    /** @return array<string, mixed> */
    private static function product(object $row): array
    {
        $product = (string) Capsule::table('tblproducts')->where('id', $row->packageid)->value('name');
        $server = Capsule::table('tblservers')->where('id', $row->server)->first();

        return Answer::strings($row, self::PRODUCT) + [
            'name' => $product,
            'translated_name' => $product,
            'groupname' => 'Hosting',
            'translated_groupname' => 'Hosting',
            'servername' => (string) ($server->name ?? ''),
            'serverip' => (string) ($server->ipaddress ?? ''),
            'serverhostname' => (string) ($server->hostname ?? ''),
            'paymentmethodname' => 'Bank Transfer',
            'password' => '',
            'customfields' => ['customfield' => []],
            'configoptions' => ['configoption' => []],
        ];
    }
}
