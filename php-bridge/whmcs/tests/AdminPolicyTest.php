<?php

/** From no policy to one that is checked, stored, described, tried and assigned: the editor's forms, and a version's own page. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests;

use Makegood\Desk\Presets;
use WHMCS\Database\Capsule;

final class AdminPolicyTest extends ModuleTestCase
{
    private const PUBLISHED = '{"schema":2,"name":"Cloud","zone":"UTC","schedule":{"family":"uptimeTiers","tiers":['
        . '{"below":"99","atOrAbove":"98","percent":"10"},{"below":"98","atOrAbove":"95","percent":"25"},{"below":"90","percent":"50"}]}}';
    private const CAPPED = '{"schema":1,"name":"Capped","zone":"UTC","maintenance":{"rule":"counted"},"schedule":{"family":"uptimeTiers",'
        . '"tiers":[{"below":"99.9","percent":"10"},{"below":"99","percent":"50"}]},"cap":{"percent":"20"}}';
    private const PAYLOAD = '"><script>alert(1)</script><img src=x onerror=\'alert(2)\'>';

    public function testAPublishedTextIsRepairedButtonByButtonAndStored(): void
    {
        $html = $this->put(self::PUBLISHED);
        self::assertStringContainsString('This is not a policy yet', $html);
        foreach (['tier_hole', 'schedule.tiers[2].below', 'Found: from 90, to 95', 'must be mended', 'Let <code>schedule.tiers[1].atOrAbove</code> be <code>90</code>', 'value="repair-0"'] as $text) {
            self::assertStringContainsString($text, $html);
        }
        self::assertSame(0, Capsule::table('mod_makegood_policies')->count());
        $repaired = $this->put(self::PUBLISHED, ['ask' => 'repair-0']);
        self::assertStringContainsString('It is not stored yet', $repaired);
        self::assertStringContainsString('Nothing in this policy contradicts itself', $repaired);
        self::assertSame(0, Capsule::table('mod_makegood_policies')->count());
        $stored = $this->put(self::document($repaired));
        self::assertStringContainsString('The version is stored', $stored);
        $tiers = json_decode((string) Capsule::table('mod_makegood_policies')->value('document'), true)['schedule']['tiers'];
        self::assertSame([['below' => '99', 'percent' => '10'], ['below' => '98', 'percent' => '25'], ['below' => '90', 'percent' => '50']], $tiers);
    }

    public function testAWarningNeedsATick(): void
    {
        $html = $this->put(self::CAPPED);
        self::assertStringContainsString('Not stored yet', $html);
        self::assertStringContainsString('cap_below_tier', $html);
        self::assertStringContainsString('name="accept"', $html);
        self::assertSame(0, Capsule::table('mod_makegood_policies')->count());
        self::assertStringContainsString('The version is stored', $this->put(self::CAPPED, ['accept' => '1']));
        self::assertSame(hash('sha256', self::CAPPED), Capsule::table('mod_makegood_policies')->value('hash'), 'to the byte');
    }

    public function testATickIsNoPassForWhatSettleRefuses(): void
    {
        $documents = ['two bounds that disagree' => self::PUBLISHED, 'no schedule' => '{"schema":1,"name":"x","zone":"UTC"}', 'a zone that nobody knows' => str_replace('UTC', 'Mars/Olympus', self::CAPPED),
            'no object' => '[]', 'nothing' => '', 'a key twice' => '{"schema":1,"schema":1}', 'no text' => "{\"name\":\"\xff\"}"];
        foreach ($documents as $why => $document) {
            self::assertStringContainsString('mg-problem', $this->put($document, ['accept' => '1']), $why);
        }
        self::assertStringContainsString('mg-problem', $this->put(self::CAPPED, ['ask' => 'delete']), 'a button that is none');
        self::assertSame(0, Capsule::table('mod_makegood_policies')->count());
    }

    public function testOnlyTheLastButtonStores(): void
    {
        $before = Capsule::table('mod_makegood_events')->count();
        foreach (['check', 'document', 'form', 'rows', 'full', 'repair', 'repair-0', 'repair-999'] as $ask) {
            $html = $this->put(self::CAPPED, ['ask' => $ask, 'accept' => '1']);
            self::assertStringNotContainsString('mg-problem', $html, $ask);
            self::assertStringContainsString('name="do" value="putPolicy"', $html, $ask);
            self::assertSame([], self::faults($html), $ask);
        }
        self::assertSame([0, $before], [Capsule::table('mod_makegood_policies')->count(), Capsule::table('mod_makegood_events')->count()]);
    }

    public function testAPresetIsChangedInItsFormAndStored(): void
    {
        $preset = array_column(Presets::all(), 'document', 'id')['uptime-tiers'];
        $html = $this->page('policies', ['preset' => 'uptime-tiers']);
        self::assertStringContainsString('name="f-schedule-tiers-0-below" size="7" value="99.9"', $html);
        $fields = ['as' => 'form', 'f-name' => 'Ours', 'f-schedule-tiers-0-below' => '99.95', 'f-schedule-tiers-0-percent' => '10', 'f-schedule-tiers-1-below' => '99', 'f-schedule-tiers-1-percent' => '30',
            'f-schedule-tiers-2-below' => '', 'f-schedule-tiers-2-percent' => '', 'f-settleDelayMs' => '5 d'];
        self::assertStringContainsString('value="5 d"', $this->put($preset, ['ask' => 'rows'] + $fields));
        self::assertStringContainsString('&quot;schema&quot;: 2', $this->put($preset, ['ask' => 'full'] + $fields));
        self::assertStringContainsString('The version is stored', $this->put($preset, $fields));
        $document = json_decode((string) Capsule::table('mod_makegood_policies')->value('document'), true);
        self::assertSame(['Ours', [['below' => '99.95', 'percent' => '10'], ['below' => '99', 'percent' => '30']], 432000000], [$document['name'], $document['schedule']['tiers'], $document['settleDelayMs']]);
        self::assertStringContainsString('<h2>Policies</h2>', $this->page('policies'));
    }

    public function testWhatCannotBeReadInAFormIsShownAgain(): void
    {
        $preset = array_column(Presets::all(), 'document', 'id')['outage-ladder'];
        $html = $this->put($preset, ['as' => 'form', 'f-settleDelayMs' => 'three <days>', 'f-name' => self::PAYLOAD]);
        self::assertStringContainsString('write a length like', $html);
        self::assertStringContainsString('value="three &lt;days&gt;"', $html);
        self::assertStringNotContainsString('<script>alert', $html);
    }

    public function testEveryPresetHasACardAPictureAndAForm(): void
    {
        $html = $this->page('policies');
        $presets = Presets::all();
        self::assertSame(count($presets), substr_count($html, 'class="mg-curve"'), 'a picture each');
        foreach ($presets as $preset) {
            self::assertStringContainsString('&amp;preset=' . $preset['id'] . '"', $html);
            $form = $this->page('policies', ['preset' => $preset['id']]);
            self::assertSame([], self::faults($form), $preset['id']);
            self::assertStringContainsString('name="as" value="form"', $form);
            self::assertStringContainsString('For a month at 10 USD', $form, $preset['id']);
        }
        self::assertSame([], $this->failuresLogged());
    }

    public function testAPictureShowsTheCoresAmounts(): void
    {
        $this->put(self::CAPPED, ['accept' => '1']);
        $html = $this->page('policies', ['policy' => hash('sha256', self::CAPPED)]);
        // 5, 15 and 30 min keep 99.9 % of March, 1, 2 and 4 h earn 10 % of it, 8 h and more 50 %, of which 20 % are given.
        self::assertStringContainsString('5 min: 0.00, 15 min: 0.00, 30 min: 0.00, 1 h: 10.00, 2 h: 10.00, 4 h: 10.00, 8 h: 20.00, 1 d: 20.00, 3 d: 20.00, 7 d: 20.00', $html);
        self::assertSame([3, 3, 4], [substr_count($html, 'height="0.00"'), substr_count($html, 'height="10.00"'), substr_count($html, 'height="20.00"')]);
    }

    public function testAVersionsPageSaysEverythingOfIt(): void
    {
        $this->put(self::CAPPED, ['accept' => '1']);
        $hash = hash('sha256', self::CAPPED);
        $this->put(str_replace('"20"', '"50"', self::CAPPED));
        $this->send('policies', 'assignPolicy', ['policy' => $hash, 'product' => '1', 'service' => '', 'from' => '2026-03-01']);
        $html = $this->page('policies', ['policy' => $hash, 'fee' => '25.50', 'currency' => 'BRL']);
        self::assertSame([], self::faults($html));
        foreach (['<h2>Capped</h2>', 'What the client reads', 'For a month at 25.50 BRL', 'cap_below_tier', 'Product 1: Web Starter', 'Versions of this name', 'value="' . $hash . '"', '&amp;edit=' . $hash . '"', '25.50 BRL'] as $text) {
            self::assertStringContainsString($text, $html);
        }
        self::assertStringNotContainsString('Take this repair', $html, 'a stored version never changes');
        foreach (['fee' => 'much', 'currency' => 'NONE', 'policy' => str_repeat('0', 64)] as $name => $value) {
            self::assertStringNotContainsString('This page failed', $this->page('policies', [$name => $value] + ['policy' => $hash]), $name);
        }
        self::assertStringContainsString('name="f-cap-percent" value="20"', $this->page('policies', ['edit' => $hash]));
    }

    public function testWhatADocumentSaysIsEscaped(): void
    {
        $document = json_encode(['schema' => 2, 'name' => self::PAYLOAD, 'zone' => 'UTC', 'schedule' => ['family' => 'components', 'stack' => 'sum', 'of' => [
            ['name' => self::PAYLOAD, 'schedule' => ['family' => 'proportional']]]]], JSON_THROW_ON_ERROR);
        $pages = ['check' => $this->put($document, ['ask' => 'check']), 'form' => $this->put($document, ['ask' => 'form']), 'store' => $this->put($document)];
        $pages += ['list' => $this->page('policies'), 'page' => $this->page('policies', ['policy' => hash('sha256', $document)])];
        $pages += ['words' => $this->put('{"schema":"' . addslashes(self::PAYLOAD) . '"}', ['ask' => 'check'])];
        foreach ($pages as $name => $html) {
            $html = (string) preg_replace('~<script type="application/json"[^>]*>[^<]*</script>|<script type="module" src="[^"<]*"></script>~', '', $html);
            self::assertStringNotContainsString('<script', $html, $name);
            self::assertStringNotContainsString('<img', $html, $name);
        }
        self::assertSame(1, Capsule::table('mod_makegood_policies')->count());
    }

    public function testAnOldTokenLosesNothing(): void
    {
        $html = $this->send('policies', 'putPolicy', ['document' => self::CAPPED], str_repeat('0', 40));
        self::assertStringContainsString('token is missing or too old', $html);
        self::assertSame(self::CAPPED, self::document($html));
    }

    /** @param array<string, string> $fields */
    private function put(string $document, array $fields = []): string
    {
        return $this->send('policies', 'putPolicy', ['document' => $document] + $fields);
    }

    /** What stands in the editor's textarea. */
    private static function document(string $html): string
    {
        self::assertSame(1, preg_match('~<textarea[^>]*name="document"[^>]*>([^<]*)</textarea>~', $html, $found));

        return html_entity_decode($found[1], ENT_QUOTES | ENT_HTML5, 'UTF-8');
    }
}
