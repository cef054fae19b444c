<?php

/** How the admin pages say things: times, numbers, months, what a case is about; and how their tables are read without a mouse. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests;

use Makegood\Pages\Admin\Words;
use Makegood\Pages\Html;
use WHMCS\Module\Addon\Makegood\App;

class AdminWordsTest extends ModuleTestCase
{
    /** @return array<string, array{int|null, string}> */
    public static function instants(): array
    {
        return [
            'to the minute' => [1773144000000, '<time datetime="2026-03-10T12:00:00Z" title="2026-03-10 12:00 UTC">2026-03-10 09:00</time>'],
            'with seconds' => [1773144005000, '<time datetime="2026-03-10T12:00:05Z" title="2026-03-10 12:00:05 UTC">2026-03-10 09:00:05</time>'],
            'another day here' => [1773103140000, '<time datetime="2026-03-10T00:39:00Z" title="2026-03-10 00:39 UTC">2026-03-09 21:39</time>'],
            'never' => [null, '–'],
        ];
    }

    /** @dataProvider instants */
    public function testTimesHaveOneFormAndTheirZoneIsSaid(?int $ms, string $html): void
    {
        date_default_timezone_set('America/Sao_Paulo');
        self::assertSame($html, Html::time($ms));
        self::assertStringContainsString('Times are in America/Sao_Paulo.', $this->page('overview'));
    }

    public function testTablesTakeTheKeyboardAndNameTheirCells(): void
    {
        $html = Html::table('Lines & more', ['What', '>Amount'], [['a', 'b']], '');
        self::assertStringContainsString('<div class="table-responsive" role="region" tabindex="0" aria-label="Lines &amp; more">', $html);
        self::assertStringContainsString('<td data-label="What">a</td><td class="text-right" data-label="Amount">b</td>', $html);
    }

    public function testCasesAndOutagesSayWhatTheyAre(): void
    {
        $ledger = $this->ledger();
        $now = (new App())->panel()->now();
        $ledger->outages->rewrite('server:2', [[
            'key' => 'server:2/1', 'subject' => 'server:2', 'fromMs' => $now - 5_400_000, 'toMs' => $now, 'open' => true, 'status' => 'confirmed', 'reason' => 'quorum', 'json' => '{}',
        ]]);
        $ledger->cases->open('outage/server:1/1/2', 'outage', 'singleMonitor', ['subject' => 'server:1', 'from_ms' => 1, 'to_ms' => 2], $now);
        $ledger->cases->open('posting/12/0', 'posting', 'unclear', ['posting_id' => 12], $now);
        $ledger->cases->open('run/8', 'run', 'aboveLimits', ['run_id' => 8], $now);
        $ledger->cases->open('outage/server:9/1/2', 'outage', 'other', ['subject' => 'server:9', 'from_ms' => 1, 'to_ms' => 2], $now);
        foreach (['overview', 'review'] as $tab) {
            $html = $this->page($tab);
            foreach (['One monitor saw alpha down', 'Posting 12: not clear whether it was written', 'Run 8 is above your limits', 'Outage of server:9'] as $title) {
                self::assertStringContainsString('>' . $title . '<', $html, $tab);
            }
        }
        self::assertStringContainsString('<td data-label="Lasts">1 h 30 min</td>', $this->page('overview'));
    }

    /** @return array<string, array{string, string}> */
    public static function words(): array
    {
        return [
            'one' => [Words::count(1, 'line'), '1 line'],
            'none' => [Words::count(0, 'line'), '0 lines'],
            'as text' => [Words::count('1', 'client'), '1 client'],
            'a plural of its own' => [Words::count(2, 'entry', 'entries'), '2 entries'],
            'month' => [Words::month('2026-03'), 'March 2026'],
            'no month' => [Words::month('x'), 'x'],
            'a refund instead of a month' => [Words::month('R000012'), 'refund 12'],
            'a refund beyond a million' => [Words::month('S000007'), 'refund 1000007'],
            'a reversal instead of a month' => [Words::month('B000001'), 'reversal 1'],
            'the letter before them' => [Words::month('A000001'), 'A000001'],
            'second entry' => [Words::ordinal(2), 'second'],
            'tenth entry' => [Words::ordinal(10), 'number 10'],
            'route' => [Words::route('accountCredit'), 'to the account\'s credit balance'],
            'under a minute' => [Words::lasting(59_999), 'less than a minute'],
            'seconds are left out' => [Words::lasting(3_725_000), '1 h 2 min'],
        ];
    }

    /** @dataProvider words */
    public function testWords(string $words, string $expected): void
    {
        self::assertSame($expected, $words);
    }
}
