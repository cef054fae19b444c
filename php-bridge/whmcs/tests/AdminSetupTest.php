<?php

/** The guided set-up: an address, a light, suggestions, a policy, live; each step by its form alone. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests;

use Makegood\Desk\Drill;
use Makegood\Desk\Presets;
use Makegood\Intake\Endpoint;
use WHMCS\Database\Capsule;

class AdminSetupTest extends ModuleTestCase
{
    public function testTheAddressIsShownOnceAndTheLightTurnsGreen(): void
    {
        $html = $this->send('setup', 'addSource', ['vendor' => 'pingdom', 'name' => 'P', 'group' => '']);
        self::assertSame(1, preg_match('/readonly size="60" value="[^"]*webhook\.php\?(s=1\.[0-9a-f]{64})"/', $html, $found));
        self::assertStringContainsString('In Pingdom open Integrations', $html);
        self::assertStringContainsString('waiting for the first message', $html);
        self::assertStringContainsString('<makegood-source src="addonmodules.php?module=makegood&amp;api=source&amp;id=1" every="3">', $html);
        $answer = (new Endpoint(static fn (): \PDO => Capsule::connection()->getPdo(), null))->answer('POST', $found[1], 'application/json', '{}');
        self::assertSame(202, $answer->status);
        self::assertStringContainsString('a message came', $this->page('setup'));
        self::assertStringContainsString('aria-current="step"><a href="#mg-step-2"', $this->page('setup'));
    }

    /** @return array<string, array{?string, string, ?string}> address of the target, its name, what is suggested */
    public static function targets(): array
    {
        return [
            'host name of a server' => ['https://ALPHA.harbour-hosting.example:8443/x', 'Web', 'server:1'],
            'address of a server' => ['192.0.2.11', 'Web', 'server:2'],
            'name only' => [null, 'charlie.harbour-hosting.example', 'server:3'],
            'domain of a service' => ['http://shop.example.com/', 'Shop', 'service:1'],
            'address of a service' => ['198.51.100.7', 'Shop', 'service:1'],
            'domain of two services' => ['twice.example.com', 'Twice', null],
            'domain of a service that ended' => ['gone.example.com', 'Gone', null],
            'nobody' => ['router.office.example', 'Router', null],
            'nothing at all' => ['', '', null],
        ];
    }

    /** @dataProvider targets */
    public function testWhatATargetStandsForIsSuggested(?string $address, string $label, ?string $subject): void
    {
        $this->service(['domain' => 'shop.example.com', 'dedicatedip' => '198.51.100.7']);
        $this->service(['domain' => 'twice.example.com']);
        $this->service(['domain' => 'twice.example.com']);
        $this->service(['domain' => 'gone.example.com', 'domainstatus' => 'Terminated']);
        $this->target($label, $address);
        $html = $this->page('setup');
        preg_match('/<select[^>]*name="subject-1">.*?<\/select>/s', $html, $select);
        self::assertSame($subject ?? '', preg_match('/value="([^"]*)" selected/', $select[0], $chosen) === 1 ? $chosen[1] : '');
        self::assertSame($subject !== null, str_contains($html, '>suggested<'));
        self::assertNull(Capsule::table('mod_makegood_targets')->value('subject'), 'a suggestion is not a mapping');
    }

    public function testSeveralTargetsAreMappedWithOneFormOrNone(): void
    {
        $service = $this->service();
        foreach (['a', 'b', 'c'] as $name) {
            $this->target($name, $name . '.example.net');
        }
        $wrong = $this->send('setup', 'mapTargets', ['subject-1' => 'server:1', 'service-1' => '', 'subject-2' => 'server:77', 'service-2' => '']);
        self::assertStringContainsString('no such server', $wrong);
        self::assertSame([null, null, null], $this->subjects(), 'nothing is saved when one is wrong');
        self::assertStringContainsString('no such target', $this->send('setup', 'mapTargets', ['subject-9' => 'server:1', 'service-9' => '']));
        $html = $this->send('setup', 'mapTargets', ['subject-1' => 'server:1', 'service-1' => '', 'subject-2' => '', 'service-2' => $service, 'subject-3' => '', 'service-3' => '']);
        self::assertStringContainsString('2 targets saved', $html);
        self::assertSame(['server:1', 'service:' . $service, null], $this->subjects());
        $this->send('setup', 'mapTargets', ['subject-1' => '', 'service-1' => '']);
        self::assertSame([null, 'service:' . $service, null], $this->subjects());
    }

    public function testAProductStandsForItsOneServer(): void
    {
        $this->target('a', null);
        $this->service(['packageid' => 2, 'server' => 3]);
        $this->send('setup', 'mapTargets', ['subject-1' => 'product:2', 'service-1' => '']);
        self::assertSame(['server:3'], $this->subjects());
        $this->service(['packageid' => 2, 'server' => 1]);
        self::assertStringContainsString('on 2 servers', $this->send('setup', 'mapTargets', ['subject-1' => 'product:2', 'service-1' => '']));
        self::assertSame(['server:3'], $this->subjects());
    }

    /** @return array<string, array{string, string}> */
    public static function former(): array
    {
        return ['sources' => ['sources', 'mg-monitors'], 'targets' => ['targets', 'mg-targets'], 'maintenance' => ['maintenance', 'mg-maintenance'], 'entries' => ['entries', 'mg-ledger']];
    }

    /** @dataProvider former */
    public function testFormerTabsShowTheRightSection(string $tab, string $section): void
    {
        $html = $this->page($tab);
        self::assertStringContainsString('id="' . $section . '"', $html);
        $tab === 'entries' || self::assertSame($section, preg_match('/<section[^>]* id="([^"]+)"/', $html, $first) === 1 ? $first[1] : '', 'it comes first');
    }

    public function testAPresetIsStoredAndAssigned(): void
    {
        $preset = Presets::all()[0];
        $fields = ['preset' => $preset['id'], 'from' => '2026-03'];
        self::assertSame(4, substr_count($this->page('setup'), 'value="1" checked'), 'the first time all products are ticked');
        self::assertStringContainsString('Tick at least one', $this->send('setup', 'applyPreset', $fields));
        self::assertStringContainsString('must be one of', $this->send('setup', 'applyPreset', ['preset' => 'nonsense', 'product-1' => '1'] + $fields));
        self::assertSame(0, Capsule::table('mod_makegood_assignments')->count());
        $this->send('setup', 'applyPreset', $fields + ['product-1' => '1', 'product-3' => '1', 'product-99' => '1']);
        self::assertSame(['1', '3'], Capsule::table('mod_makegood_assignments')->orderBy('id')->pluck('scope_id')->all());
        self::assertSame(hash('sha256', $preset['document']), Capsule::table('mod_makegood_policies')->value('hash'));
        $again = $this->send('setup', 'applyPreset', $fields + ['product-1' => '1', 'product-2' => '1']);
        self::assertStringContainsString('already', $again);
        self::assertSame(3, Capsule::table('mod_makegood_assignments')->count());
        self::assertStringNotContainsString('value="1" checked', $this->page('setup'));
    }

    public function testTheLookShowsWhatAPresetWouldPay(): void
    {
        foreach (Presets::all() as $preset) {
            $html = $this->page('setup', ['preset' => $preset['id'], 'product' => '2']);
            self::assertStringContainsString('For a month at 25 USD', $html, $preset['id']);
            self::assertStringContainsString('<makegood-trial', $html, $preset['id']);
        }
    }

    public function testTheFireDrillIsToldWithoutScripts(): void
    {
        $service = $this->service();
        self::assertStringContainsString('mg-problem', $this->send('setup', 'drill', ['service' => $service, 'length' => (string) Drill::LENGTHS_MS[0]]), 'no policy yet');
        $this->send('setup', 'applyPreset', ['preset' => Presets::all()[0]['id'], 'from' => '2026-03', 'product-1' => '1']);
        self::assertStringContainsString('must be one of', $this->send('setup', 'drill', ['service' => $service, 'length' => '1']));
        self::assertStringContainsString('no service', $this->send('setup', 'drill', ['service' => '999', 'length' => (string) Drill::LENGTHS_MS[0]]));
        $html = $this->send('setup', 'drill', ['service' => $service, 'length' => (string) Drill::LENGTHS_MS[3]]);
        foreach (['Fire drill: 1 d down', 'What happened', 'Credit: <strong>'] as $text) {
            self::assertStringContainsString($text, $html);
        }
        self::assertSame(0, Capsule::table('mod_makegood_entries')->count());
        self::assertSame(0, Capsule::table('tblcredit')->count());
        self::assertSame(['drill.played'], Capsule::table('mod_makegood_events')->where('ref', $service)->pluck('type')->all(), 'once, and not for those refused');
    }

    public function testWhatIsDoneIsOneLineAndTheStepInHandIsOpen(): void
    {
        self::assertSame(['1' => true, '2' => false, '3' => false, '4' => false, '5' => false], $this->openSteps($this->page('setup')));
        self::assertTrue($this->openSteps($this->page('setup', ['step' => '4']))['4'], 'what was asked for');
        self::assertTrue($this->openSteps($this->page('setup', ['preset' => 'uptime-tiers-strict']))['3'], 'a look was asked for');
        $this->target('a', null);
        $this->ledger()->targets->map('1', 'server:1');
        self::assertSame(['1' => false, '2' => false, '3' => true, '4' => false, '5' => false], $this->openSteps($this->page('setup')));
        $this->send('setup', 'applyPreset', ['preset' => Presets::all()[0]['id'], 'from' => '2026-03', 'product-1' => '1']);
        self::assertSame(['1' => false, '2' => false, '3' => false, '4' => true, '5' => true], $this->openSteps($this->page('setup')), 'the drill may be left out');
        $html = $this->send('setup', 'drill', ['service' => $this->service(), 'length' => (string) Drill::LENGTHS_MS[0]]);
        self::assertSame(['1' => false, '2' => false, '3' => false, '4' => false, '5' => true], $this->openSteps($html));
        foreach (['P: <span', '1 of 1 target mapped', 'In force: Uptime 99.9 %', 'A fire drill was played on <time', '4 of 5 done'] as $line) {
            self::assertStringContainsString($line, $html);
        }
    }

    /** @return array<array-key, bool> number of the step → whether it is open */
    private function openSteps(string $html): array
    {
        preg_match_all('/<details class="[^"]*mg-step"( open)?><summary.*?<div class="panel-body" id="mg-step-(\d)">/s', $html, $steps, PREG_SET_ORDER);

        return array_column(array_map(static fn (array $step): array => [$step[2], $step[1] !== ''], $steps), 1, 0);
    }

    private function target(string $label, ?string $address): void
    {
        if ($this->ledger()->sources->all() === []) {
            $this->send('setup', 'addSource', ['vendor' => 'pingdom', 'name' => 'P', 'group' => '']);
        }
        $this->ledger()->targets->seen('1', 'target ' . $label, $label, $address);
    }

    /** @return list<?string> */
    private function subjects(): array
    {
        return Capsule::table('mod_makegood_targets')->orderBy('id')->pluck('subject')->all();
    }
}
