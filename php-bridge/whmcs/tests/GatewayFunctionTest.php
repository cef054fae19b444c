<?php

/** Refunds by the panel's undocumented function: what it answers is not believed, its rows are. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests;

use Makegood\Panel\GatewayRefunds;
use Makegood\Panel\RefundRefused;
use Makegood\Panel\UnableToPost;
use MakegoodSandbox\Addons;
use MakegoodSandbox\Assumptions;
use MakegoodSandbox\Billing\GatewayDeath;
use MakegoodSandbox\Billing\Gateways;
use MakegoodSandbox\Billing\Orders;
use MakegoodSandbox\Billing\Payments;
use MakegoodSandbox\Clock;
use MakegoodSandbox\Config;
use WHMCS\Database\Capsule;
use WHMCS\Module\Addon\Makegood\Options;
use WHMCS\Module\Addon\Makegood\Panel\WhmcsPanel;

class GatewayFunctionTest extends ModuleTestCase
{
    private const MARK = 'makegood:0123456789abcdef0123456789abcdef';

    private function gateway(string $names = 'sandboxpay'): GatewayRefunds
    {
        Assumptions::set('refund.function', 'present');
        Addons::configure('makegood', ['gateway_refunds' => $names], [1]);

        return (new WhmcsPanel())->gateway() ?? self::fail('no gateway');
    }

    /** A payment of 20.00. @return string its id */
    private function paid(string $gateway = 'sandboxpay'): string
    {
        $invoice = Orders::place(1, 1, 'Monthly', 'a.example.com', ['price' => '20.00'])['invoice'];
        Payments::add($invoice, 2000, 'card-1', $gateway, Clock::timestamp());

        return (string) Capsule::table('tblaccounts')->max('id');
    }

    protected function restsOn(): array
    {
        return ['refund.answer' => 'word', 'refund.transid' => 'gateway'];
    }

    public function testOffUnlessAGatewayIsNamed(): void
    {
        Assumptions::set('refund.function', 'present');
        $this->gateway();
        foreach (['', ' , ', '../x', 'a b'] as $none) {
            Addons::configure('makegood', ['gateway_refunds' => $none], [1]);
            self::assertNull((new WhmcsPanel())->gateway(), $none);
        }
        Addons::configure('makegood', ['gateway_refunds' => 'stripe, sandboxpay'], [1]);
        self::assertSame(['stripe', 'sandboxpay'], Options::stored()->gatewayRefunds);
        self::assertSame(['accountCredit'], (new WhmcsPanel())->capabilities()['routes']);
    }

    public function testThePanelMayLackTheFunction(): void
    {
        $code = 'define("ROOTDIR", ' . var_export(ShippedModule::root(), true) . '); define("WHMCS", true); require ' . var_export(dirname(__DIR__, 2) . '/sandbox/autoload.php', true) . ';'
            . 'require ' . var_export(ShippedModule::directory() . '/bootstrap.php', true) . ';'
            . 'echo \WHMCS\Module\Addon\Makegood\Panel\GatewayFunction::allowed(["sandboxpay"]) === null ? "none" : "there";';
        foreach (['' => 'none', 'refund.function=present' => 'there'] as $assumed => $told) {
            self::assertSame($told, shell_exec('SANDBOX_ASSUME=' . escapeshellarg($assumed) . ' php -r ' . escapeshellarg($code) . ' 2>&1'));
        }
    }

    /** @return array<string, array{string, string}> */
    public static function answers(): array
    {
        $cases = [];
        foreach (['word', 'bool', 'nothing'] as $answer) {
            foreach (['gateway', 'given'] as $id) {
                $cases["$answer, $id"] = [$answer, $id];
            }
        }

        return $cases;
    }

    /** @dataProvider answers */
    public function testARefundIsFoundWhateverIsAnswered(string $answer, string $id): void
    {
        Assumptions::set('refund.answer', $answer);
        Assumptions::set('refund.transid', $id);
        [$gateway, $paid] = [$this->gateway(), $this->paid()];
        $row = $gateway->refund($paid, '12.5', self::MARK);
        self::assertSame([[$row, '12.5', self::MARK]], array_map(static fn (object $one): array => [$one->id, $one->amount, $one->reference], $gateway->rows($paid)));
        self::assertSame([['accountid' => (int) $paid, 'amount' => '12.50']], Gateways::bank());
        self::assertSame('12.5', (new WhmcsPanel())->payments([(string) Capsule::table('tblaccounts')->where('id', (int) $paid)->value('invoiceid')])[0]->returned);
        $other = $gateway->refund($paid, '7.50', 'makegood:' . str_repeat('a', 32));
        self::assertSame([$row, $other], array_column($gateway->rows($paid), 'id'));
        self::assertSame('Refunded', Capsule::table('tblinvoices')->max('status'));
    }

    /** @return array<string, array{string, string, int}> mode of the gateway, answer, payments that left the bank */
    public static function unknown(): array
    {
        return ['an error' => ['error', 'word', 0], 'silence' => ['silent', 'word', 0], 'the money went, silence' => ['lost', 'word', 1], 'a no without words' => ['decline', 'bool', 0],
            'a no that is not told' => ['decline', 'nothing', 0]];
    }

    /** @dataProvider unknown */
    public function testWhatIsNoClearNoIsNotKnown(string $mode, string $answer, int $sent): void
    {
        Assumptions::set('refund.answer', $answer);
        Config::set('SandboxGateway', $mode);
        [$gateway, $paid] = [$this->gateway(), $this->paid()];
        try {
            $gateway->refund($paid, '5.00', self::MARK);
            self::fail('known');
        } catch (UnableToPost) {
            self::assertSame([$sent, []], [count(Gateways::bank()), $gateway->rows($paid)]);
        }
    }

    public function testAClearNoIsARefusal(): void
    {
        Config::set('SandboxGateway', 'decline');
        [$gateway, $paid] = [$this->gateway(), $this->paid()];
        try {
            $gateway->refund($paid, '5.00', self::MARK);
            self::fail('not refused');
        } catch (RefundRefused $refused) {
            self::assertSame(['gatewayDeclined', []], [$refused->failure, Gateways::bank()]);
        }
    }

    public function testANoBesideARowThatAColleagueMadeIsNotKnown(): void
    {
        Config::set('SandboxGateway', 'decline');
        [$gateway, $paid] = [$this->gateway(), $this->paid()];
        add_hook('LogTransaction', 1, static fn () => Capsule::table('tblaccounts')->insert(['userid' => 1, 'gateway' => 'sandboxpay', 'date' => Clock::timestamp(), 'description' => 'Refund', 'amountin' => '0.00',
            'fees' => '0.00', 'amountout' => '5.00', 'transid' => 'theirs', 'refundid' => (int) $paid, 'invoiceid' => 1]));
        $this->expectException(UnableToPost::class);
        $gateway->refund($paid, '5.00', self::MARK);
    }

    public function testADeathAtTheGatewayIsNotCaught(): void
    {
        Config::set('SandboxGateway', 'die');
        [$gateway, $paid] = [$this->gateway(), $this->paid()];
        try {
            $gateway->refund($paid, '5.00', self::MARK);
            self::fail('it lives');
        } catch (GatewayDeath) {
            self::assertSame([1, []], [count(Gateways::bank()), $gateway->rows($paid)]);
        }
    }

    /** @return array<string, array{string, string, string}> payment, amount, word */
    public static function refusals(): array
    {
        return ['more than is left' => ['paid', '20.01', 'wrongDetails'], 'nothing' => ['paid', '0.00', 'wrongDetails'], 'a third decimal' => ['paid', '1.005', 'wrongDetails'], 'below zero' => ['paid', '-1.00', 'wrongDetails'],
            'no payment' => ['98765', '1.00', 'wrongDetails'], 'a part of a payment' => ['massPay:1/2', '1.00', 'wrongDetails'], 'another gateway' => ['other', '1.00', 'methodClosed']];
    }

    /** @dataProvider refusals */
    public function testWhatCannotBeSentIsNotTried(string $which, string $amount, string $word): void
    {
        [$gateway, $paid, $other] = [$this->gateway(), $this->paid(), $this->paid('paypal')];
        try {
            $gateway->refund(['paid' => $paid, 'other' => $other][$which] ?? $which, $amount, self::MARK);
            self::fail('not refused');
        } catch (RefundRefused $refused) {
            self::assertSame([$word, []], [$refused->failure, Gateways::bank()]);
        }
    }

    public function testZerosOfAFinerCurrencyFall(): void
    {
        [$gateway, $paid] = [$this->gateway(), $this->paid()];
        $gateway->refund($paid, '5.500', self::MARK);
        self::assertSame([['accountid' => (int) $paid, 'amount' => '5.50']], Gateways::bank());
    }
}
