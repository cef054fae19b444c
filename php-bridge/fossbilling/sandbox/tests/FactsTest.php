<?php

/**
 * The measured facts about the real panel's money and its three lines, one row each: what is asked, and what each line answers.
 *
 * The answers were worked out from the measurements (facts 1 to 13), never from the sandbox.
 */

declare(strict_types=1);

namespace FossSandbox\Tests;

use FossSandbox\Profile;

class FactsTest extends PanelTestCase
{
    /** @return array<string, array{string, array<string, mixed>}> */
    public static function facts(): array
    {
        $rows = [
            // id => [probe, answer of all lines] or [probe, 0.7, 0.8, main]
            '2.1 base class of APIs' => ['baseClass', 'Api_Abstract', 'FOSSBilling\\Api\\AbstractApi', 'FOSSBilling\\Api\\AbstractApi'],
            '2.1 an API class without that base is refused' => ['apiWithoutBase', 730],
            '2.1 $di[db]' => ['db', 'Box_Database', 'Box_Database', 'Identifier "db" is not defined.'],
            '2.1 a client\'s currency is read' => ['currencyOfClient', 'USD', 'USD', 'Cannot access private property, getter says USD'],
            '2.1 class of an invoice' => ['invoiceClass', 'Model_Invoice', 'Model_Invoice', 'Box\\Mod\\Invoice\\Entity\\Invoice'],
            '2.1 a raw transaction rolled back around addFunds' => ['rawRollback', '0.00', '0.00', 'There is already an active transaction; open: no'],
            '2.1 after that the run of cron' => ['cronAfterRawBegin', 'runs', 'runs', 'The EntityManager is closed.'],
            '2.1 the documented way to roll addFunds back' => ['documentedRollback', '0.00'],
            '2.1 the documented way to book' => ['documentedCommit', '6.00'],
            '2.1 does $di[dbal] see what $di[pdo] has not committed' => ['dbalSees', 'no dbal', 'no', 'yes'],
            '2.1 a price in the API\'s JSON' => ['priceInJson', '30', '30', '"30.00"'],
            '2.1 a price read from the database' => ['priceOnPdo', 'double', 'double', 'string'],
            '2.1 a balance row\'s amount read from the database' => ['amountOnPdo', 'string 4.50'],
            '2.2 the folder of a module' => ['moduleFolder', 'Tiny'],
            '2.2 install that throws' => ['installThrows', 'broken, extension rows: 0'],
            '2.2 install that throws code 408' => ['installThrows408', 'active'],
            '2.2 settings are not stored in the clear' => ['settingsSealed', 'blue, readable in the table: no'],
            '2.2 deactivation calls uninstall' => ['deactivationUninstalls', 'yes', 'no', 'no'],
            '2.2 the menu' => ['menu', 'Overview, Tiny'],
            '2.2 the settings page is found' => ['settingsPage', 'yes'],
            '2.2 a mail of the module' => ['mail', '[Harbour Hosting] Hello Dina / Credit of 4.50'],
            '2.3 parameters of cron\'s event' => ['cronParams', 'NULL'],
            '2.3 parameters before approval' => ['approveParams', 'id', 'id and lines', 'id and lines'],
            '2.3 parameters after a refund' => ['refundParams', 'id of the original'],
            '2.3 a method that is not typed is no listener' => ['untyped', 'not heard'],
            '2.3 a method that is typed otherwise' => ['typedOtherwise', 'updated, not heard'],
            '2.3 an exception in an onBefore hook' => ['veto', 'code 7001, refunds: 1'],
            '2.3 onEveryEvent' => ['everyEvent', 'not heard', 'heard', 'heard'],
            '2.3 renewal events of cron\'s batch' => ['batchRenewal', 'invoices 1, event not fired'],
            '2.3 renewal events of the API' => ['apiRenewal', 'order_id, id'],
            '2.3 a suspension that skips events' => ['skippedSuspension', 'suspended, not heard'],
            '2.3 a line of type hook_call' => ['hookCall', 'stdClass {"a":1}'],
            '1 3.00 of credit against 30.00, in cron and by hand' => ['partPayment', 'unpaid, balance 3.00'],
            '2 two credits of 6.00 against 10.00: cron' => ['cronNeedsOneRow', 'unpaid'],
            '2 two credits of 6.00 against 10.00: by hand' => ['byHand', 'paid, balance 2.00'],
            '3 a negative line before approval' => ['negativeLine', 'total 25.5, order 30.00, mail 25.5, paid, balance 0.00'],
            '4 a negative total is paid' => ['negativeTotal', 'paid, balance 3.00', 'paid, balance 0.00', 'paid, balance 0.00'],
            '5 2.38 with a balance of 2.34' => ['tolerance004', 'paid, balance -0.04', 'unpaid, balance 2.34', 'unpaid, balance 2.34'],
            // As floats, 2.34 - 2.35 is a little less than -0.01, and 0.10 - 0.11 a little more.
            '5 2.35 with a balance of 2.34' => ['tolerance001', 'paid, balance -0.01', 'unpaid, balance 2.34', 'unpaid, balance 2.34'],
            '5 0.11 with a balance of 0.10' => ['tolerance001Small', 'paid, balance -0.01'],
            '5 2.39 with a balance of 2.34' => ['tolerance005', 'unpaid, balance 2.34'],
            '6 a refund' => ['refund', 'CN-1, refunded, -25.5, original paid, balance 0.00'],
            '6 a refund again' => ['refundTwice', '2 documents'],
            '6 a refund of an unpaid invoice' => ['refundUnpaid', '1 documents, original unpaid'],
            '6 a refund of a refund' => ['refundOfRefund', 'Cannot refund invoice with negative amount'],
            '6 a refund set to manual' => ['refundManual', 'NULL, 0 documents'],
            '7 a bare number in rel_id belongs to that order' => ['bareRelId', 'sla:1 no, 1 yes'],
            '8 three times 0.10 in the API' => ['floats', '0.30000000000000004'],
            '9 1.235 and 0.005' => ['rounding', '1.24, 0.01'],
            '9 odd amounts that are taken' => ['oddAmounts', '-5.00, 0.00, 1000.00, 7.00'],
            '9 what addFunds refuses' => ['refusals', 'Funds amount is invalid / Funds description is invalid / You must define the client\'s currency before adding funds.'],
            '9 the currency once an invoice exists' => ['currencyFixed', 'before: yes, after: no'],
            '11 marked as paid with the gateway Custom' => ['markAsPaid', 'balance rows 2, sum 0.00', 'balance rows 0, sum 0.00', 'balance rows 0, sum 0.00'],
            '11 a transaction id used again' => ['transactionAgain', 'taken', 'refused', 'refused'],
            '11 the renewal that it pays for' => ['renewalWhen', 'at the next cron', 'at once', 'at once'],
            '11 without a gateway' => ['withoutGateway', 'refused'],
            '12 staff without the right' => ['permissions', 'refused 725; key: refused 403; super: fine'],
            '12 a key of the module\'s own' => ['permissionKey', 'access yes, grant yes, other no'],
            'a tax of three lines of 0.13 at 19 %' => ['taxOfThree', '0.07, 0.46'],
            'a tax of five times 0.50' => ['taxOfFive', '0.48'],
            'a tax of 30.00 and a line of -2.50' => ['taxWithCredit', '5.23'],
            'a tax of 30.00 and a line of -2.95' => ['taxWithCredit295', '5.14'],
            'b a transaction around the approval hook' => ['transactionAround', 'none'],
            'd an invoice of 0.00 approved with credits' => ['zeroWithCredits', 'paid, balance rows 1', 'paid, balance rows 0', 'paid, balance rows 0'],
            'd an invoice of 0.00 approved without' => ['zeroWithout', 'unpaid, after cron unpaid, by hand paid'],
            'd an invoice of 0.00 and some balance, in cron' => ['zeroAndBalance', 'paid, balance 5.00'],
            'i 18.00 and 18.00 against 35.70 in cron' => ['twoRowsInCron', 'unpaid, balance 36.00'],
            'i the same with a line of -4.50' => ['twoRowsAndCredit', 'paid, balance 5.65'],
            'u9 0.01 and no balance' => ['freeCent', 'paid'],
            'u9 0.02 and no balance' => ['freeTwoCents', 'paid', 'unpaid', 'unpaid'],
            'u9 0.05 and no balance' => ['freeFiveCents', 'unpaid'],
            'u8 a line of an invoice paid one minute ago, in cron' => ['freshlyPaid', 'executed', 'pending_setup', 'pending_setup'],
            'u8 the same ten minutes later' => ['tenMinutesLater', 'executed'],
            'u10 a refund\'s copy of our line' => ['copyOfOurLine', 'sla:1 4.50 on refunded'],
            'u11 approved a second time' => ['approvedTwice', 'heard 2 times'],
            'u12 a line deleted' => ['lineDeleted', 'gone, events 0'],
            'e an order cancelled' => ['orderCancelled', 'canceled, invoice unpaid'],
            'e a client deleted' => ['clientDeleted', 'invoices 0, balance rows 0, events of invoices 0'],
            'u3 a transaction around what cron executes' => ['transactionInActivation', 'none', 'none', 'open'],
            'u7 an exception out of onBeforeAdminCronRun' => ['cronHookThrows', 'broken; due events not run'],
            'u17 a line that fails in the approval hook' => ['failingLine', 'approved', 'approved', 'The EntityManager is closed.'],
            'src what a hook changed by SQL on the invoice being approved' => ['changedBySql', 'lost', 'lost', 'kept'],
            'j uninstalled after deactivation' => ['uninstallAfterDeactivation', 'Extension not found', 'folder gone', 'folder gone'],
            'j activated again' => ['activatedAgain', 'install twice'],
            'k a manifest that wants 0.8.0' => ['leastVersion', 'active', 'active', 'refused'],
            '13 report income of a refund' => ['income', '25.00 and -25.00'],
        ];

        return array_map(static fn (array $row): array => [$row[0], array_combine(Profile::ALL, count($row) === 2 ? array_fill(0, 3, $row[1]) : array_slice($row, 1))], $rows);
    }

    /**
     * @dataProvider facts
     *
     * @param array<string, mixed> $answers
     */
    public function testFact(string $probe, array $answers): void
    {
        self::assertSame(self::line($answers), (new Probes($this, $this->di))->$probe());
    }

    /** Each line's answer is a row of its own, so that no line is left out. */
    public function testEveryLineHasAnAnswer(): void
    {
        foreach (self::facts() as $id => [, $answers]) {
            self::assertSame(Profile::ALL, array_keys($answers), $id);
        }
    }
}
