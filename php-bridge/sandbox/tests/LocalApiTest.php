<?php

/** Documented parameters, documented refusals, amounts as strings, and loud failure for everything else. */

declare(strict_types=1);

namespace MakegoodSandbox\Tests;

use MakegoodSandbox\Assumptions;
use MakegoodSandbox\Cron;
use MakegoodSandbox\Hooks;
use MakegoodSandbox\UndocumentedUse;
use WHMCS\Database\Capsule;

final class LocalApiTest extends SandboxTestCase
{
    /** @return array<string, array{string, array<string, mixed>, string}> command, parameters, documented message */
    public static function refusals(): array
    {
        $credit = ['clientid' => 1, 'description' => 'x', 'amount' => '1.00'];

        return [
            'credit: no such client' => ['AddCredit', ['clientid' => 99] + $credit, 'Client ID Not Found'],
            'credit: client is a word' => ['AddCredit', ['clientid' => 'one'] + $credit, 'Client ID Not Found'],
            'credit: no such admin' => ['AddCredit', $credit + ['adminid' => 9], 'Admin ID Not Found'],
            'credit: empty amount' => ['AddCredit', ['amount' => ''] + $credit, 'No Amount Provided'],
            'credit: negative' => ['AddCredit', ['amount' => '-1.00'] + $credit, 'Amount must be in decimal format: ### or ###.##'],
            'credit: three decimals' => ['AddCredit', ['amount' => '1.005'] + $credit, 'Amount must be in decimal format: ### or ###.##'],
            'credit: line end after it' => ['AddCredit', ['amount' => "1.00\n"] + $credit, 'Amount must be in decimal format: ### or ###.##'],
            'credit: zero' => ['AddCredit', ['amount' => '0.00'] + $credit, 'Amount must be in decimal format: ### or ###.##'],
            'credit: wrong type' => ['AddCredit', $credit + ['type' => 'give'], 'Type can only be add or remove'],
            'credit: no such day' => ['AddCredit', $credit + ['date' => '2026-02-30'], 'Date Format is not Valid'],
            'credits of nobody' => ['GetCredits', ['clientid' => 99], 'Client ID Not Found'],
            'details of nobody' => ['GetClientsDetails', [], 'Either clientid Or email Is Required'],
            'details of a stranger' => ['GetClientsDetails', ['clientid' => 99], 'Client Not Found'],
            'invoice of nobody' => ['CreateInvoice', ['userid' => 99], 'Client ID Not Found'],
            'draft and sent' => ['CreateInvoice', ['userid' => 1, 'draft' => true, 'sendinvoice' => true],
                'Cannot create and send a draft invoice in a single API request. Please create and send separately.'],
            'no such invoice' => ['GetInvoice', ['invoiceid' => 5], 'Invoice ID Not Found'],
            'no setting' => ['GetConfigurationValue', [], 'Parameter setting is required'],
            'unknown setting' => ['GetConfigurationValue', ['setting' => 'Nothing'], 'Invalid name for parameter setting'],
            'suspend nothing' => ['ModuleSuspend', [], 'Service ID is required'],
            'suspend a stranger' => ['ModuleSuspend', ['serviceid' => 9], 'Service ID not found'],
            'update a stranger' => ['UpdateClientProduct', ['serviceid' => 9], 'Service ID Not Found'],
            'no such command' => ['GiveMoney', [], 'Command Not Found'],
        ];
    }

    /** @dataProvider refusals */
    public function testRefusesWithTheDocumentedWords(string $command, array $params, string $message): void
    {
        self::assertSame(['result' => 'error', 'message' => $message], localAPI($command, $params));
        self::assertSame(0, Capsule::table('tblcredit')->count());
    }

    /** @return array<string, array{string, array<string, mixed>}> */
    public static function undocumented(): array
    {
        return [
            'a parameter that is not documented' => ['AddCredit', ['clientid' => 1, 'description' => 'x', 'amount' => '1.00', 'relid' => 3]],
            'a missing one without a documented answer' => ['AddCredit', ['clientid' => 1, 'amount' => '1.00']],
            'a command that is not simulated' => ['AddTransaction', ['paymentmethod' => 'x']],
            'a numbered parameter of another command' => ['GetInvoice', ['invoiceid' => 1, 'itemamount1' => '1']],
        ];
    }

    /** @dataProvider undocumented */
    public function testFailsLoudlyOutsideTheDocumentation(string $command, array $params): void
    {
        try {
            localAPI($command, $params);
            self::fail('undocumented use was accepted');
        } catch (UndocumentedUse $loud) {
            // A module may swallow it: the line in the file stays.
            self::assertSame($loud->getMessage() . "\n", file_get_contents($this->root . '/undocumented.log'));
        }
    }

    public function testAChangedServiceFiresServiceEditOrNothing(): void
    {
        $id = $this->service(1, '2026-06-01');
        $change = ['serviceid' => $id, 'serverid' => 2, 'recurringamount' => '12.5', 'nextduedate' => '2026-07-01'];
        self::assertSame(['result' => 'success', 'serviceid' => (string) $id], localAPI('UpdateClientProduct', $change));
        self::assertContains('ServiceEdit', Hooks::fired());
        $row = Capsule::table('tblhosting')->where('id', $id)->first();
        self::assertSame([2, '12.50', '2026-07-01'], [(int) $row->server, (string) $row->amount, (string) $row->nextinvoicedate]);
        Assumptions::set('service-edit.hook', 'silent');
        $fired = count(Hooks::fired());
        localAPI('UpdateClientProduct', $change);
        self::assertCount($fired, Hooks::fired());
    }

    public function testAmountsAndIdsAreStrings(): void
    {
        self::assertSame(['result' => 'success', 'newbalance' => '12.50'], $this->credit(1, '12.5'));
        self::assertSame(['result' => 'success', 'newbalance' => '2.50'],
            localAPI('AddCredit', ['clientid' => 1, 'description' => 'back', 'amount' => '10', 'type' => 'remove']));
        $credits = localAPI('GetCredits', ['clientid' => 1]);
        self::assertSame('2', $credits['totalresults']);
        self::assertSame(['id' => '1', 'date' => '2026-03-01', 'description' => 'for a test', 'amount' => '12.50', 'relid' => '0'],
            $credits['credits']['credit'][0]);
        self::assertSame('-10.00', $credits['credits']['credit'][1]['amount']);
        self::assertSame('2.50', localAPI('GetClientsDetails', ['clientid' => 1])['client']['credit']);
    }

    public function testCreditIsAppliedByHandWithinTheDocumentedLimits(): void
    {
        $line = ['itemdescription1' => 'Work', 'itemamount1' => '10.00', 'itemtaxed1' => true];
        $id = localAPI('CreateInvoice', ['userid' => 2] + $line)['invoiceid'];
        $refused = static fn (?string $amount): string
            => localAPI('ApplyCredit', ['invoiceid' => $id] + ($amount === null ? [] : ['amount' => $amount]))['message'];
        $this->credit(2, '5.00');
        self::assertSame('Amount exceeds customer credit balance', $refused('6.00'));
        self::assertSame('Credit Amount to apply must be greater than zero', $refused('0'));
        $this->credit(2, '50.00');
        self::assertSame('Amount Exceeds Invoice Balance', $refused('12.01'));
        self::assertSame('true', localAPI('ApplyCredit', ['invoiceid' => $id])['invoicepaid']);
        self::assertSame('Invoice Not in Unpaid Status', $refused(null));
        $invoice = localAPI('GetInvoice', ['invoiceid' => $id]);
        self::assertSame(['12.00', '0.00', ''], [$invoice['credit'], $invoice['balance'], $invoice['transactions']]);
        self::assertSame('43.00', $this->balance(2));
    }

    public function testSearchesAreLimitedTo25(): void
    {
        foreach (range(1, 30) as $i) {
            $this->service(3, '2026-06-01');
        }
        $page = localAPI('GetClientsProducts', ['clientid' => 3]);
        self::assertSame(['30', 25], [$page['totalresults'], $page['numreturned']]);
        self::assertSame(5, localAPI('GetClientsProducts', ['clientid' => 3, 'limitstart' => 25])['numreturned']);
        Cron::run();
        self::assertSame(0, localAPI('GetInvoices', ['userid' => 3])['totalresults']);
    }

    public function testACancelledInvoiceTakesNoPaymentAndAnOverpaymentBecomesCredit(): void
    {
        $ids = array_map(static fn (): string => localAPI('CreateInvoice',
            ['userid' => 1, 'itemdescription1' => 'Work', 'itemamount1' => '10.00'])['invoiceid'], [1, 2]);
        localAPI('UpdateInvoice', ['invoiceid' => $ids[0], 'status' => 'Cancelled']);
        $pay = ['transid' => 't', 'gateway' => 'banktransfer', 'date' => '2026-03-01', 'amount' => '12.00'];
        self::assertSame('It is not possible to add a payment to an invoice that is Cancelled',
            localAPI('AddInvoicePayment', ['invoiceid' => $ids[0]] + $pay)['message']);
        localAPI('AddInvoicePayment', ['invoiceid' => $ids[1]] + $pay);
        self::assertSame(['Paid', '2.00'], [localAPI('GetInvoice', ['invoiceid' => $ids[1]])['status'], $this->balance(1)]);
        self::assertSame('12.00', localAPI('GetTransactions', ['invoiceid' => $ids[1]])['transactions']['transaction'][0]['amountin']);
    }
}
