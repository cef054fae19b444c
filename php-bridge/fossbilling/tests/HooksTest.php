<?php

/** Hooks: they write down when something changed, refuse a second refund, and never break what the panel is doing. */

declare(strict_types=1);

namespace Makegood\Fossbilling\Tests;

use FossSandbox\Cron;
use FossSandbox\Profile;
use FossSandbox\Rows;
use MakegoodSandbox\Clock;

class HooksTest extends ModuleTestCase
{
    private const NOON = 1772366400000;

    public function testASuspensionIsCutOutToTheMinute(): void
    {
        $id = $this->order();
        Cron::run();
        Clock::travel('2026-03-01T12:00:00Z');
        $this->di()['api_admin']->order_suspend(['id' => $id, 'reason' => 'late']);
        Clock::travel('2026-03-01T18:00:00Z');
        $this->di()['api_admin']->order_unsuspend(['id' => $id]);
        self::assertSame([['active', self::NOON], ['suspended', self::NOON + 21_600_000], ['active', null]], $this->spans($id));
        self::assertSame([], $this->failuresLogged());
    }

    public function testWhatAnEventDoesNotTellTheNextCronSees(): void
    {
        $id = $this->order();
        Cron::run();
        Clock::travel('2026-03-01T12:00:00Z');
        $this->di()['api_admin']->order_suspend(['id' => $id, 'skip_event' => true]);
        self::assertSame([['active', null]], $this->spans($id));
        Clock::travel('2026-03-01T12:05:00Z');
        Cron::run();
        self::assertSame([['active', self::NOON + 300_000], ['suspended', null]], $this->spans($id));
    }

    public function testADeletedOrderEnds(): void
    {
        $id = $this->order();
        Cron::run();
        Clock::travel('2026-03-01T12:00:00Z');
        $this->di()['api_admin']->order_delete(['id' => $id]);
        self::assertSame([['active', self::NOON], ['ended', null]], $this->spans($id));
    }

    public function testAnotherPriceIsAnotherSpan(): void
    {
        $id = $this->order();
        Cron::run();
        Clock::travel('2026-03-01T12:00:00Z');
        $this->di()['api_admin']->order_update(['id' => $id, 'price' => '25.00']);
        self::assertSame(['10', '25'], array_column($this->sql('SELECT recurring_amount FROM mod_makegood_spans WHERE service_id = ? ORDER BY id', [$id]), 'recurring_amount'));
    }

    public function testBeforeTheFirstLookAHookLeavesTheOrderToCron(): void
    {
        $id = $this->order();
        $this->di()['api_admin']->order_suspend(['id' => $id]);
        self::assertSame([], $this->spans($id));
        Cron::run();
        self::assertSame([['suspended', null]], $this->spans($id));
    }

    public function testAChangeInsideATransactionOfThePanelIsWrittenDownAfterIt(): void
    {
        $id = $this->order();
        Cron::run();
        Clock::travel('2026-03-01T12:00:00Z');
        $this->app()->panel()->transactional(function () use ($id): void {
            $this->di()['api_admin']->order_suspend(['id' => $id]);
            self::assertSame([['active', null]], $this->spans($id), 'it may still be taken back');
        });
        Clock::travel('2026-03-01T13:00:00Z');
        \Box\Mod\Makegood\Hooks\OrderChange::flush($this->app());
        self::assertSame([['active', self::NOON], ['suspended', null]], $this->spans($id), 'from when it happened');
    }

    /** @return array<string, array{string, string, bool}> */
    public static function refunds(): array
    {
        return [
            'a credit note' => ['credit_note', 'refuse', true],
            'a negative invoice' => ['negative_invoice', 'refuse', true],
            'allowed by the setting' => ['credit_note', 'allow', false],
            'by hand: the panel writes nothing' => ['manual', 'refuse', false],
        ];
    }

    /** @dataProvider refunds */
    public function testASecondRefund(string $logic, string $setting, bool $isRefused): void
    {
        $this->sql('UPDATE setting SET value = ? WHERE param = ?', [$logic, 'invoice_refund_logic']);
        $this->di()['api_admin']->extension_config_save(['ext' => 'mod_makegood', 'second_refund' => $setting]);
        [$id, $other] = [$this->paid(), $this->paid()];
        $this->di()['api_admin']->invoice_refund(['id' => $id]);
        $this->di()['api_admin']->invoice_refund(['id' => $other]);
        $before = $this->refundDocuments();
        try {
            $this->di()['api_admin']->invoice_refund(['id' => $id]);
            self::assertFalse($isRefused, 'the second refund was let through');
            self::assertSame($logic === 'manual' ? 0 : 3, $this->refundDocuments());
        } catch (\FOSSBilling\InformationException $refused) {
            self::assertTrue($isRefused, $refused->getMessage());
            self::assertStringContainsString('refunded already', $refused->getMessage());
            self::assertSame($before, $this->refundDocuments());
        }
        self::assertSame([], $this->failuresLogged());
    }

    /** The ledger is broken: everything that the panel does goes on, and each failure is in its log. */
    public function testABrokenLedgerBreaksNothingElse(): void
    {
        $id = $this->order(['expires_at' => '2026-03-05 00:00:00']);
        Cron::run();
        $this->sql('DROP TABLE mod_makegood_spans');
        $this->sql('DROP TABLE mod_makegood_postings');
        $this->sql('DROP TABLE mod_makegood_events');
        self::assertTrue(Cron::run());
        $this->di()['api_admin']->order_suspend(['id' => $id]);
        $invoice = $this->draft([['title' => 'One', 'price' => '30.00']]);
        $this->di()['api_admin']->invoice_approve(['id' => $invoice]);
        $this->di()['api_admin']->invoice_delete(['id' => $invoice]);
        self::assertSame('suspended', $this->sql('SELECT status FROM client_order WHERE id = ?', [$id])[0]['status']);
        self::assertNotSame([], $this->failuresLogged());
    }

    public function testCronComparesTheWholePanelOnceADay(): void
    {
        Cron::run();
        $lines = fn (): int => count($this->sql("SELECT id FROM activity_system WHERE message LIKE 'Makegood: daily check%'"));
        self::assertSame(0, $lines(), 'the first run has just compared everything');
        Clock::travel('2026-03-01T23:55:00Z');
        Cron::run();
        self::assertSame(0, $lines());
        Clock::travel('2026-03-02T00:05:00Z');
        Cron::run();
        Clock::travel('2026-03-02T00:10:00Z');
        Cron::run();
        self::assertSame(1, $lines());
    }

    public function testEveryHookIsOneThatThePanelFindsByItself(): void
    {
        $events = array_column($this->sql("SELECT meta_value FROM extension_meta WHERE extension = 'mod_hook' AND rel_id = 'makegood' ORDER BY meta_value"), 'meta_value');
        self::assertCount(16, $events);
        self::assertContains('onBeforeAdminInvoiceApprove', $events);
        self::assertContains('onBeforeAdminCronRun', $events);
        self::assertNotSame('', Profile::name());
    }

    /** @return list<array{string, ?int}> state and end of each span, in order */
    private function spans(string $service): array
    {
        return array_map(
            static fn (array $row): array => [(string) $row['state'], $row['to_ms'] === null ? null : (int) $row['to_ms']],
            Rows::sql('SELECT state, to_ms FROM mod_makegood_spans WHERE service_id = ? ORDER BY id', [$service]),
        );
    }

    private function paid(): string
    {
        $id = $this->draft([['title' => 'One', 'price' => '30.00']]);
        $this->di()['mod_service']('Invoice')->approveInvoice($this->invoice($id), []);
        $this->di()['mod_service']('Invoice')->markAsPaid($this->invoice($id), false, true);

        return $id;
    }

    private function refundDocuments(): int
    {
        return count($this->sql("SELECT id FROM invoice WHERE status = 'refunded'"));
    }
}
