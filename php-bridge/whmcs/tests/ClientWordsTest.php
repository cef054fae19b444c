<?php

/** What clients read: sentences that do not say more than is so, in their words, in one form of time. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests;

use Makegood\Pages\Explanation;
use Makegood\Pages\Texts;
use Makegood\Run\Mode;
use MakegoodSandbox\Addons;
use WHMCS\Database\Capsule;
use WHMCS\Module\Addon\Makegood\Panel\ServiceReader;
use WHMCS\Smarty;

final class ClientWordsTest extends ModuleTestCase
{
    /** @return array<string, array{string, array<string, string|int>, string, 3?: bool, 4?: string}> step, arguments, sentence, is it done, zone */
    public static function steps(): array
    {
        $fee = ['gross' => '12.00', 'months' => 1, 'source' => 'charge', 'id' => 'invoice:10/11'];

        return [
            'one month, an invoice line' => ['fee', $fee, 'Paid for this service: 12.00 USD for 1 month, invoice 10, line 11.'],
            'a year' => ['fee', ['months' => 12] + $fee, 'Paid for this service: 12.00 USD for 12 months, invoice 10, line 11.'],
            'an id of another form' => ['fee', ['id' => 'm'] + $fee, 'Paid for this service: 12.00 USD for 1 month, paid invoice line m.'],
            'the recurring price' => ['fee', ['source' => 'recurring', 'id' => ''] + $fee, 'Paid for this service: 12.00 USD for 1 month, the recurring price.'],
            'posted' => ['posting', ['amount' => '2.50'], 'Credited: 2.50 USD.'],
            'not posted' => ['posting', ['amount' => '2.50'], 'Would be credited: 2.50 USD.', false],
            'one entry' => ['ledger', ['gross' => '1.00', 'net' => '1.00', 'tax' => '0.00', 'entries' => 1],
                'Already recorded for this period: 1.00 USD (net 1.00 USD, tax 0.00 USD) in 1 entry.'],
            'no seconds' => ['policy', ['name' => 'A', 'hash' => 'b', 'boundAt' => '2026-03-01T00:00:00Z'], 'The policy "A" (version b) was in force at 2026-03-01 00:00.'],
            'seconds, another zone, the day before' => ['policy', ['name' => 'A', 'hash' => 'b', 'boundAt' => '2026-03-01T00:00:07Z'],
                'The policy "A" (version b) was in force at 2026-02-28 19:00:07.', true, 'America/New_York'],
            'no such day' => ['policy', ['name' => 'A', 'hash' => 'b', 'boundAt' => '2026-02-30T00:00:00Z'], 'The policy "A" (version b) was in force at 2026-02-30T00:00:00Z.'],
        ];
    }

    /**
     * @dataProvider steps
     *
     * @param array<string, string|int> $args
     */
    public function testAStepIsOneSentence(string $key, array $args, string $sentence, bool $isDone = true, string $zone = 'UTC'): void
    {
        $explanation = new Explanation(Texts::from([]), $zone);
        self::assertSame([$sentence], $explanation->sentences([['key' => $key, 'args' => $args]], 'USD', $isDone));
    }

    public function testWhatStaffCallHeldOrInReviewIsBeingChecked(): void
    {
        $staff = Texts::from([]);
        $client = Texts::forClient([]);
        foreach (['state_pending', 'state_review', 'state_held', 'ui_held'] as $key) {
            self::assertSame('being checked', $client[$key]);
            self::assertNotSame('being checked', $staff[$key]);
        }
        self::assertSame('State', $client['client_state'], 'a column head is no state');
        self::assertSame('wird geprüft', Texts::forClient(['client_state_held' => 'wird geprüft'])['state_held']);
    }

    public function testAMonthThatIsNotDecidedSaysOnlyWhatWouldBe(): void
    {
        $service = $this->settled(false);
        $html = $this->month($service);
        self::assertStringContainsString('Would be credited: 5.00 USD.', $html);
        self::assertStringNotContainsString('Credited:', $html);
        self::assertStringContainsString('<summary>How this was computed</summary>', $html);
        self::assertStringContainsString('Times in UTC', $html);
    }

    public function testAHeldMonthNamesNoDay(): void
    {
        $service = $this->settled(false);
        self::assertStringContainsString('>expected<', $this->month($service), 'as long as nobody holds it');
        $this->ledger()->holds->hold($service, '2026-02', 'looks odd', 'admin:1', 1772344800000);
        $html = $this->month($service);
        self::assertStringContainsString('being checked', $html);
        self::assertStringNotContainsString('>expected<', $html);
        self::assertStringNotContainsString('2026-03-04', $html, 'no day while staff look at it');
        self::assertStringNotContainsString('looks odd', $html);
    }

    /** @return array<string, array{string, list<string>, list<string>}> state of the entry and its posting, what is read, what is not */
    public static function states(): array
    {
        return [
            'posted' => ['posted', ['Credited: 5.00 USD.', '5.00 USD credited', 'with 2.50 USD kept from before'], ['Would be', 'being checked']],
            'pending' => ['pending', ['Would be credited: 5.00 USD.', 'being checked', 'with 2.50 USD kept from before'], ['Credited:', 'waiting to be']],
            'review' => ['review', ['Would be credited: 5.00 USD.', 'being checked'], ['Credited:', 'under review']],
        ];
    }

    /**
     * @dataProvider states
     *
     * @param list<string> $read
     * @param list<string> $unread
     */
    public function testADecidedMonthSaysWhatIsSo(string $state, array $read, array $unread): void
    {
        $service = $this->settled(true);
        $posting = Fixtures::waiting($this->ledger(), '1', $service, '5.00');
        $entry = ['state' => $state, 'answer' => self::answer($service)];
        Capsule::table('mod_makegood_entries')->update($entry);
        Capsule::table('mod_makegood_postings')->where('id', (int) $posting)->update(['state' => $state]);
        $html = $this->month($service);
        foreach ($read as $text) {
            self::assertStringContainsString($text, $html);
        }
        foreach ($unread as $text) {
            self::assertStringNotContainsString($text, $html);
        }
    }

    private static function answer(string $service): string
    {
        $adjustment = ['n' => 1, 'kind' => 'sla', 'net' => '2.50', 'tax' => '0.00', 'gross' => '2.50', 'rate' => '0'];

        return json_encode(['ok' => true, 'results' => [['service' => $service, 'period' => '2026-02', 'client' => '1', 'currency' => 'USD', 'availability' => '98.000000',
            'downtimeMs' => 60000, 'excludedMs' => 0, 'adjustment' => $adjustment, 'posting' => '5.00', 'steps' => [['key' => 'carryIn', 'args' => ['amount' => '2.50']],
                ['key' => 'posting', 'args' => ['amount' => '5.00']]]]]], JSON_THROW_ON_ERROR);
    }

    private function settled(bool $isFinal): string
    {
        $service = $this->service();
        $this->ledger()->spans->open((new ServiceReader())->one($service), 1767225600000);
        $this->ledger()->settlements->put($service, '2026-02', '1', str_repeat('b', 64), $isFinal, 1772604000000, self::answer($service), 1772344800000);
        Mode::live($this->ledger(), null);

        return $service;
    }

    private function month(string $service): string
    {
        $_SESSION = ['uid' => 1];
        $_GET = ['service' => $service, 'period' => '2026-02'];
        $answer = Addons::invoke('makegood', 'clientarea', Addons::vars('makegood', 'index.php?m=makegood'));
        $smarty = new Smarty();
        $smarty->setTemplateDir([ShippedModule::directory(), ShippedModule::directory() . '/templates']);
        $smarty->assign($answer['vars']);

        return $smarty->fetch($answer['templatefile'] . '.tpl');
    }
}
