<?php

/**
 * A payment gateway that takes refunds. What it does is the setting SandboxGateway:
 *
 * succeed (the money goes out), decline, error, silent (nothing goes out, no answer), lost (the money goes out, no answer),
 * die (the money goes out, and the process ends before the panel notes it).
 */

declare(strict_types=1);

namespace MakegoodSandbox\Billing;

use MakegoodSandbox\Cents;
use MakegoodSandbox\Clock;
use MakegoodSandbox\Config;
use WHMCS\Database\Capsule;

final class Gateways
{
    public const MODES = ['succeed', 'decline', 'error', 'silent', 'lost', 'die'];

    /** Others know no way back. */
    public const REFUNDING = ['sandboxpay', 'banktransfer'];

    /** @return array{status: string, rawdata: string, transid: string, fees: string}|null as `<gateway>_refund` is documented to answer; null: nothing */
    public static function refund(int $accountId, string $gateway, int $cents): ?array
    {
        if (!in_array($gateway, self::REFUNDING, true)) {
            return ['status' => 'error', 'rawdata' => 'no refunds', 'transid' => '', 'fees' => '0.00'];
        }
        $mode = Config::get('SandboxGateway', 'succeed');
        in_array($mode, self::MODES, true) || throw new \LogicException("the fake gateway knows no \"$mode\"");
        if (in_array($mode, ['decline', 'error'], true)) {
            return ['status' => $mode === 'decline' ? 'declined' : 'error', 'rawdata' => $mode, 'transid' => '', 'fees' => '0.00'];
        }
        if ($mode === 'silent') {
            return null;
        }
        $id = 'rf-' . bin2hex(random_bytes(5));
        Capsule::table('sandbox_bank')->insert(['accountid' => $accountId, 'transid' => $id, 'amount' => Cents::print($cents), 'date' => Clock::timestamp()]);
        $mode === 'die' && throw new GatewayDeath('the process ended at the gateway');

        return $mode === 'lost' ? null : ['status' => 'success', 'rawdata' => '', 'transid' => $id, 'fees' => '0.00'];
    }

    /** What the bank has paid out so far. @return list<array{accountid: int, amount: string}> */
    public static function bank(): array
    {
        return Capsule::table('sandbox_bank')->orderBy('id')->get()
            ->map(static fn (object $row): array => ['accountid' => (int) $row->accountid, 'amount' => (string) $row->amount])->all();
    }
}
