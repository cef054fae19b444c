<?php

/** A service as its client knows it, what it used, what the panel knows of its purchase, and who bought it: by the documented API. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Panel;

use Makegood\Panel\Customer;
use Makegood\Panel\Decimal;
use Makegood\Panel\IsoCurrency;
use Makegood\Panel\Arrear;
use Makegood\Panel\ServiceCard;
use Makegood\Panel\UnableToRead;
use Makegood\Panel\Usage;
use WHMCS\Database\Capsule;

final class ServiceCards
{
    /** Usage is kept in megabytes [unverified]; people and price lists count gigabytes. */
    private const MB_IN_GB = 1024;

    public static function of(string $serviceId): ServiceCard
    {
        $row = self::product($serviceId);
        $facts = (new ServiceReader())->one($serviceId) ?? throw new UnableToRead('There is no service ' . $serviceId . '.');
        $order = self::order((int) ($row['orderid'] ?? 0));
        $ordered = Text::instantMs(isset($order['date']) ? (string) $order['date'] : null);
        $created = Text::instantMs((string) ($row['regdate'] ?? '')) ?? $ordered ?? throw new UnableToRead('Service ' . $serviceId . ' has no date.');

        return new ServiceCard(
            serviceId: $serviceId,
            name: Text::plain($row['domain'] ?? '') === '' ? $facts->label : Text::plain($row['domain']),
            product: Text::plain($row['name'] ?? '') === '' ? 'Product ' . $facts->productId : Text::plain($row['name']),
            configuration: self::configuration($serviceId, $row),
            createdMs: $ordered ?? $created,
            state: $facts->state,
            orderedMs: $ordered,
            terminatedMs: $facts->state === 'ended' ? Text::instantMs((string) Capsule::table('tblhosting')->where('id', (int) $serviceId)->value('termination_date')) : null,
        );
    }

    /** Of what has a limit, in this month's counting of the server module. @return list<Usage> */
    public static function usage(string $serviceId): array
    {
        $row = self::product($serviceId);
        $usage = [];
        foreach (['traffic' => ['bwlimit', 'bwusage'], 'disk' => ['disklimit', 'diskusage']] as $id => [$limit, $used]) {
            // 0 is no limit, and a limit that is no whole number is a word like "Unlimited".
            if (preg_match('/^[1-9]\d{0,14}$/D', (string) ($row[$limit] ?? '')) === 1 && preg_match('/^\d{1,15}$/D', (string) ($row[$used] ?? '')) === 1) {
                $usage[] = new Usage($id, self::gigabytes((int) $row[$limit]), self::gigabytes((int) $row[$used]), 'GB');
            }
        }

        return $usage;
    }

    /** @param string $today Y-m-d in the panel's zone @return list<string> */
    public static function facts(string $serviceId, string $today): array
    {
        $row = Capsule::table('tblhosting')->where('id', (int) $serviceId)->first(['domainstatus', 'orderid']) ?? throw new UnableToRead('There is no service ' . $serviceId . '.');
        $own = static fn (): object => Capsule::table('tblinvoiceitems as l')->join('tblinvoices as i', 'i.id', '=', 'l.invoiceid')->where('l.type', 'Hosting')->where('l.relid', (int) $serviceId);
        $terms = (int) $own()->whereIn('i.status', ['Paid', 'Refunded'])->distinct()->count('l.duedate');
        $order = self::order((int) $row->orderid);
        $isFailed = in_array((string) ($order['status'] ?? ''), ['Fraud', 'Cancelled'], true);
        $facts = [
            // When is not kept; what is not waiting any more was set up once.
            'activated' => (string) $row->domainstatus !== 'Pending' && !$isFailed,
            'overdue' => $own()->whereIn('i.status', ['Unpaid', 'Collections'])->where('i.duedate', '<', $today)->exists(),
            'renewal' => $terms > 1,
            'failedOrder' => $isFailed,
            'notStarted' => (string) $row->domainstatus === 'Pending',
            'invoiced' => $own()->where('i.invoicenum', '<>', '')->exists(),
        ];

        return array_keys(array_filter($facts));
    }

    /** The day of the account is answered by GetClients alone, whose search looks into the e-mail address. */
    public static function customer(string $clientId): Customer
    {
        $row = Capsule::table('tblclients')->where('id', (int) $clientId)->first(['country', 'companyname', 'email']) ?? throw new UnableToRead('There is no client ' . $clientId . '.');
        $country = strtoupper(trim((string) $row->country));
        $since = null;
        foreach (self::asked('GetClients', ['search' => (string) $row->email, 'limitnum' => 100], 'clients', 'client') as $client) {
            $day = substr((string) ($client['datecreated'] ?? ''), 0, 10);
            $since = (string) ($client['id'] ?? '') === $clientId && preg_match('/^[1-9]\d{3}-\d\d-\d\d$/D', $day) === 1 ? $day : $since;
        }

        return new Customer(preg_match('/^[A-Z]{2}$/D', $country) === 1 ? $country : null, $since, trim((string) $row->companyname) !== '');
    }

    /**
     * The panel's own balance of each invoice that is overdue: 8 and 9 keep the total in different ways.
     *
     * @param list<string> $except
     * @param string       $today Y-m-d in the panel's zone
     *
     * @return list<Arrear>
     */
    public static function arrears(string $clientId, array $except, string $today): array
    {
        $currency = Currencies::ofClient($clientId) ?? throw new UnableToRead('There is no client ' . $clientId . '.');
        $late = Capsule::table('tblinvoices')->where('userid', (int) $clientId)->whereIn('status', ['Unpaid', 'Collections'])->where('duedate', '<', $today)
            ->whereNotIn('id', array_map('intval', $except))->orderBy('id')->pluck('id')->all();
        $arrears = [];
        foreach ($late as $id) {
            $answer = localAPI('GetInvoice', ['invoiceid' => (int) $id]);
            $balance = is_array($answer) && ($answer['result'] ?? null) === 'success' && is_scalar($answer['balance'] ?? null) ? Decimal::shortest((string) $answer['balance'])
                : throw new UnableToRead('GetInvoice failed for invoice ' . $id . '.');
            if (str_starts_with($balance, '-') || $balance === '0') {
                continue;
            }
            $arrears[] = IsoCurrency::canBe($balance, $currency) ? new Arrear('invoice:' . $id, $balance) : throw new UnableToRead('Invoice ' . $id . ' has a balance of ' . $balance . '.');
        }

        return $arrears;
    }

    /** @return array<string, mixed> @throws UnableToRead */
    private static function product(string $serviceId): array
    {
        foreach (self::asked('GetClientsProducts', ['serviceid' => (int) $serviceId], 'products', 'product') as $row) {
            if ((string) ($row['id'] ?? '') === $serviceId) {
                return $row;
            }
        }
        throw new UnableToRead('There is no service ' . $serviceId . '.');
    }

    /** @return array<string, mixed> */
    private static function order(int $id): array
    {
        return $id === 0 ? [] : self::asked('GetOrders', ['id' => $id], 'orders', 'order')[0] ?? [];
    }

    /**
     * @param array<string, mixed> $row
     *
     * @return list<array{string, string}>
     */
    private static function configuration(string $serviceId, array $row): array
    {
        $pairs = [];
        foreach (['serverhostname' => 'Server', 'dedicatedip' => 'Address', 'billingcycle' => 'Billing cycle'] as $key => $name) {
            if (Text::plain($row[$key] ?? '') !== '') {
                $pairs[] = [$name, Text::plain($row[$key])];
            }
        }
        foreach (self::listed($row['configoptions'] ?? null, 'configoption') as $option) {
            $pairs[] = [Text::plain($option['option'] ?? ''), Text::plain($option['value'] ?? '')];
        }
        foreach (Addons::rows($serviceId) as $addon) {
            $pairs[] = ['Add-on', Text::plain($addon['name'] ?? '')];
        }

        return $pairs;
    }

    /** Exact but for digits behind the ninth, which fall: 1/1024 has ten. */
    private static function gigabytes(int $megabytes): string
    {
        $rest = str_pad((string) intdiv(($megabytes % self::MB_IN_GB) * 9765625, 10), 9, '0', STR_PAD_LEFT);

        return Decimal::shortest(intdiv($megabytes, self::MB_IN_GB) . '.' . $rest);
    }

    /**
     * @param array<string, mixed> $params
     *
     * @return list<array<string, mixed>>
     */
    private static function asked(string $command, array $params, string $plural, string $singular): array
    {
        $answer = localAPI($command, $params);
        if (!is_array($answer) || ($answer['result'] ?? null) !== 'success') {
            throw new UnableToRead($command . ' failed: ' . (is_array($answer) ? (string) ($answer['message'] ?? 'no message') : 'no answer'));
        }

        return self::listed($answer[$plural] ?? null, $singular);
    }

    /** Lists of the API may hold one row unwrapped, and be an empty string when there is none. @return list<array<string, mixed>> */
    private static function listed(mixed $list, string $singular): array
    {
        $rows = is_array($list) ? $list[$singular] ?? $list : [];

        return is_array($rows) ? (isset($rows['id']) ? [$rows] : array_values(array_filter($rows, 'is_array'))) : [];
    }
}
