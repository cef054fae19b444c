<?php

/** The admin page: who may, what is escaped, which changes are refused. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests;

use Makegood\Desk\Desk;
use MakegoodSandbox\Assumptions;
use WHMCS\Database\Capsule;
use WHMCS\Module\Addon\Makegood\App;

class AdminPageTest extends ModuleTestCase
{
    private const PAYLOAD = '"><script>alert(1)</script><img src=x onerror=\'alert(2)\'>';
    private const TABS = ['overview', 'outages', 'credits', 'review', 'deliveries', 'policies', 'health', 'settings', 'setup'];
    /** Pages that are opened from a list. */
    private const DETAILS = ['outage' => ['outages', ['outage' => '1']], 'entry' => ['credits', ['entry' => '1']], 'filtered outages' => ['outages', ['status' => 'refused']]];

    public function testEachTabIsWellFormed(): void
    {
        $this->fill();
        foreach ($this->all() as $name => $html) {
            self::assertStringContainsString('aria-current="page"', $html, $name);
            self::assertSame([], self::faults($html), $name);
            self::assertStringNotContainsString('This page failed', $html, $name);
            self::assertSame(1, substr_count($html, '<h2>'), $name);
        }
        self::assertSame([], $this->failuresLogged());
    }

    public function testATabThatIsNoneOrTooLongIsTheOverview(): void
    {
        foreach (['nosuch', str_repeat('x', 201)] as $tab) {
            self::assertStringContainsString('<h2>Overview</h2>', $this->page($tab));
        }
        self::assertSame([], $this->failuresLogged());
    }

    public function testWhatMonitorsAndPeopleWriteIsEscaped(): void
    {
        $this->fill(self::PAYLOAD);
        foreach ($this->all() as $name => $html) {
            $html = preg_replace('~<script type="application/json"[^>]*>[^<]*</script>|<script type="module" src="[^"<]*"></script>~', '', $html);
            self::assertStringNotContainsString('<script', (string) $html, $name);
            self::assertStringNotContainsString('<img', (string) $html, $name);
            self::assertDoesNotMatchRegularExpression('/<[^>]+ on\w+=/', (string) $html, $name);
        }
        self::assertStringContainsString('&lt;script&gt;alert(1)&lt;/script&gt;', $this->page('settings'));
    }

    public function testARoleWithoutAccessSeesAndChangesNothing(): void
    {
        $_SESSION['adminid'] = 2;
        self::assertStringContainsString('no access', $this->page('settings'));
        $html = $this->send('settings', 'addSource', ['vendor' => 'pingdom', 'name' => 'P', 'group' => '']);
        self::assertStringNotContainsString('webhook.php', $html);
        self::assertSame(0, Capsule::table('mod_makegood_sources')->count());
    }

    public function testNobodyLoggedInSeesNothing(): void
    {
        unset($_SESSION['adminid']);
        self::assertStringContainsString('no access', $this->page('overview'));
    }

    /** @return array<string, array{string}> */
    public static function tokens(): array
    {
        return ['empty' => [''], 'wrong' => [str_repeat('0', 40)]];
    }

    /** @dataProvider tokens */
    public function testAChangeNeedsTheToken(string $token): void
    {
        $html = $this->send('settings', 'addSource', ['vendor' => 'pingdom', 'name' => 'P', 'group' => ''], $token);
        self::assertStringContainsString('token', $html);
        self::assertSame(0, Capsule::table('mod_makegood_sources')->count());
    }

    public function testAChangeNeedsPost(): void
    {
        $this->page('settings', ['do' => 'addSource', 'vendor' => 'pingdom', 'name' => 'P', 'group' => '', 'token' => generate_token('plain')]);
        self::assertSame(0, Capsule::table('mod_makegood_sources')->count());
    }

    public function testOnlyListedActionsExist(): void
    {
        foreach (['', 'perform', '__construct', 'desk', 'note', 'subject', 'Monitors', 'nonsense'] as $action) {
            self::assertStringContainsString('must be one of', $this->send('settings', $action, []), $action);
        }
    }

    public function testASourcesSecretIsShownOnce(): void
    {
        $html = $this->send('settings', 'addSource', ['vendor' => 'uptime-kuma', 'name' => 'Kuma & Söhne', 'group' => 'office']);
        self::assertSame(1, preg_match('/webhook\.php\?s=1\.([0-9a-f]{64})"/', $html, $found));
        self::assertStringContainsString('Kuma &amp; Söhne', $html);
        self::assertStringNotContainsString($found[1], $this->page('settings'));
        self::assertSame(hash('sha256', $found[1]), Capsule::table('mod_makegood_sources')->value('digest'));
        $rotated = $this->send('settings', 'rotateSource', ['source' => '1']);
        self::assertSame(1, preg_match('/webhook\.php\?s=1\.([0-9a-f]{64})"/', $rotated, $again));
        self::assertNotSame($found[1], $again[1]);
        self::assertStringContainsString('disabled', $this->send('settings', 'enableSource', ['source' => '1', 'enabled' => '0']));
        self::assertStringContainsString('trusted', $this->send('settings', 'trustSource', ['source' => '1', 'trusted' => '1']));
        self::assertSame(['1' => hash('sha256', $again[1])], (new App())->dataDirectory()?->mirror()->read());
    }

    public function testATargetIsSuggestedByHostNameAndMapped(): void
    {
        $this->fill((string) Capsule::table('tblservers')->where('id', 1)->value('hostname'));
        $html = $this->page('setup');
        self::assertStringContainsString('<option value="server:1" selected>Server 1: alpha', $html);
        $this->send('settings', 'mapTarget', ['target' => '1', 'subject' => 'server:1', 'service' => '']);
        self::assertSame('server:1', Capsule::table('mod_makegood_targets')->value('subject'));
        self::assertStringContainsString('no such server', $this->send('settings', 'mapTarget', ['target' => '1', 'subject' => 'server:77', 'service' => '']));
        $service = $this->service();
        $this->send('settings', 'mapTarget', ['target' => '1', 'subject' => 'server:1', 'service' => $service]);
        self::assertSame('service:' . $service, Capsule::table('mod_makegood_targets')->value('subject'));
        $this->send('settings', 'mapTarget', ['target' => '1', 'subject' => '', 'service' => '']);
        self::assertNull(Capsule::table('mod_makegood_targets')->value('subject'));
    }

    public function testMaintenanceByHandIsInLocalTime(): void
    {
        date_default_timezone_set('America/Sao_Paulo');
        $fields = ['subject' => 'server:2', 'from' => '2026-03-14T01:00', 'to' => '2026-03-14T03:00', 'announced' => '2026-02-20T09:00', 'title' => 'Disks & fans'];
        $this->send('settings', 'addMaintenance', $fields);
        $row = Capsule::table('mod_makegood_maintenance')->first();
        self::assertSame([1773460800000, 1773468000000], [(int) $row->from_ms, (int) $row->to_ms]);
        self::assertSame('Disks & fans', $row->title);
        self::assertStringContainsString('must end after', $this->send('settings', 'addMaintenance', ['to' => '2026-03-14T00:00'] + $fields));
        self::assertStringContainsString('must look like', $this->send('settings', 'addMaintenance', ['to' => '14.3.2026'] + $fields));
        self::assertStringContainsString('future', $this->send('settings', 'addMaintenance', ['announced' => '2026-03-13T00:00'] + $fields));
        self::assertSame(1, Capsule::table('mod_makegood_maintenance')->count());
        self::assertStringContainsString('was withdrawn', $this->send('settings', 'withdrawMaintenance', ['window' => (string) $row->id]));
    }

    public function testInputIsReadRightWhetherThePanelEscapesItOrNot(): void
    {
        Assumptions::set('input.escaped', 'no');
        $_POST = [];
        $this->send('settings', 'addSource', ['vendor' => 'pingdom', 'name' => 'R&D', 'group' => '']);
        self::assertSame('R&D', Capsule::table('mod_makegood_sources')->value('name'));
    }

    public function testTheDataDirectoryIsPrivateOnlyOutsideTheWebRoot(): void
    {
        $asked = $_SERVER['DOCUMENT_ROOT'] ?? '';
        try {
            foreach (['' => '>unknown<', ShippedModule::home() . '/nowhere' => '>unknown<', ShippedModule::root() => '>private<',
                ShippedModule::home() => '>inside the web root<'] as $root => $word) {
                $_SERVER['DOCUMENT_ROOT'] = $root;
                self::assertStringContainsString($word, $this->page('health'), $root);
            }
        } finally {
            $_SERVER['DOCUMENT_ROOT'] = $asked;
        }
        self::assertStringContainsString('denied', (string) file_get_contents(ShippedModule::home() . '/makegood-data/.htaccess'));
        self::assertFileExists(ShippedModule::home() . '/makegood-data/index.php');
    }

    public function testTheEnginesAbsenceIsSaidAndNothingIsStored(): void
    {
        $engine = ShippedModule::directory() . '/engine';
        rename($engine, $engine . '-away');
        try {
            self::assertStringContainsString('stopped', $this->page('health'));
            $html = $this->send('policies', 'putPolicy', ['document' => '{"schema":1,"name":"x","zone":"UTC"}']);
        } finally {
            rename($engine . '-away', $engine);
        }
        self::assertStringContainsString('The engine cannot be used', $html);
        self::assertStringContainsString('&quot;schema&quot;:1,&quot;name&quot;:&quot;x&quot;', $html, 'the draft is not lost');
        self::assertSame(0, Capsule::table('mod_makegood_policies')->count());
    }

    /** @return array<string, string> every page by its name */
    private function all(): array
    {
        $pages = [];
        foreach (self::TABS as $tab) {
            $pages[$tab] = $this->page($tab);
        }
        foreach (self::DETAILS as $name => [$tab, $query]) {
            $pages[$name] = $this->page($tab, $query);
        }

        return $pages;
    }

    private function fill(string $word = 'web1'): void
    {
        $ledger = $this->ledger();
        $now = 1772344800000;
        $id = (new Desk((new App())->panel(), (new App())->engine(), $ledger, (new App())->runSettings()))
            ->addSource('pingdom', $word . ' source', $word . ' group', 'admin:1')['id'];
        $ledger->deliveries->add($id, $now, 'application/json', 'a=' . $word, '{"x":"' . $word . '"}' . "\xff");
        $ledger->deliveries->drained('1', 'unknown', '{"code":"payload_shape","message":"' . $word . '","help":"h"}', $now);
        $ledger->targets->seen($id, $word, $word, 'https://' . $word . ':8443/ping');
        $ledger->maintenance->add('manual', null, 'server:1', $now, null, $now, $word);
        $ledger->outages->rewrite('server:1', [[
            'key' => 'server:1/1', 'subject' => 'server:1', 'fromMs' => $now, 'toMs' => $now + 60_000, 'open' => false, 'status' => 'unconfirmed',
            'reason' => 'quorum', 'json' => json_encode(['votes' => [['source' => $id, 'target' => $word, 'from' => 'x', 'to' => 'y', 'end' => 'up']]]),
        ]]);
        $ledger->cases->open('outage/server:1/1/2', 'outage', 'singleMonitor', ['subject' => 'server:1', 'from_ms' => $now, 'to_ms' => $now + 1], $now);
        $ledger->cases->open('posting/1/1', 'posting', 'unclear', ['posting_id' => 1], $now);
        $ledger->cases->open('run/1', 'run', 'limit', ['run_id' => 1], $now);
        $ledger->cases->decide('3', 'refused', $now, 'admin:1', $word);
        $ledger->policies->put('{"schema":1,"name":' . json_encode($word) . '}', $word, $now);
        $ledger->assignments->add('product', '1', hash('sha256', '{"schema":1,"name":' . json_encode($word) . '}'), $now, $word, $now);
        $ledger->runs->end($ledger->runs->begin($now), ['entries' => 1, 'problems' => [$word]], $now);
        Fixtures::entry($ledger, '1', '1', $word);
    }
}
