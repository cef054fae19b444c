<?php

/** Refunds on the pages of both areas, on the panel in memory: asked for step by step, decided at the desk, paid by hand. */

declare(strict_types=1);

namespace Makegood\Tests\Pages;

use Makegood\Instant;
use Makegood\Pages\Admin\Controller;
use Makegood\Pages\Client\Page;
use Makegood\Pages\Http\Door;
use Makegood\Pages\Http\Request;
use Makegood\Pages\Refund\Mailing;
use Makegood\Panel\InMemoryRefundPanel;
use Makegood\Panel\MailRefused;
use Makegood\Panel\Payment;
use Makegood\Panel\RefundLine;
use Makegood\Run\MailSettings;
use Makegood\Tests\Support\Core;
use Makegood\Tests\Support\DatabaseTestCase;
use Makegood\Tests\Support\InMemorySite;
use Makegood\Tests\Support\OnSqlite;
use Makegood\Tests\Support\World;

final class RefundPagesTest extends DatabaseTestCase
{
    use OnSqlite;

    private const NOW = '2026-03-09T10:00:00Z';
    /** Used by days, begun ones count: 9 of 31, so 31.00 leave 22.00. */
    private const POLICY = '{"kind":"refund","schema":1,"name":"Hosting refunds","zone":"UTC","requires":{"without":["breach"]},'
        . '"rules":[{"id":"prorated","when":{},"give":{"method":"unused","time":{"unit":"day","count":"calendar","used":"up"}}}],'
        . '"review":{"reasons":[{"code":"notNeeded","fields":["explanation"]},{"code":"outage","route":"technical","complex":true}],"limits":[{"role":"agent","amounts":[{"currency":"USD","amount":"10.00"}]}]}}';
    private const GIVEN = ['reason' => 'notNeeded', 'field-explanation' => 'We closed <b>the shop</b>', 'contact' => 'jane@example.com', 'cancel' => '1'];

    private World $world;
    private InMemoryRefundPanel $panel;
    private InMemorySite $site;

    protected function setUp(): void
    {
        parent::setUp();
        date_default_timezone_set('UTC');
        $pdo = $this->connect();
        $this->panel = new InMemoryRefundPanel($pdo, 0);
        $this->panel->gatewayOn = false;
        $directory = $this->temporaryDirectory();
        $this->world = new World($pdo, $directory, null, null, $this->panel);
        symlink(Core::dist(), $directory . '/engine');
        $this->site = new InMemorySite($this->world, $directory);
        $this->site->catalogue->products = ['1' => 'Web <Starter>'];
        $this->site->catalogue->names = ['17' => 'site17.example.com', '18' => 'theirs.example.com'];
        $this->site->catalogue->clients = ['5' => 'Acme & Sons', '6' => 'Other'];
        foreach (['17' => '5', '18' => '6'] as $service => $client) {
            $this->world->service((string) $service, $client, '1', '31.00');
            $from = Instant::ms('2026-03-01T00:00:00Z');
            $this->panel->refundLines[$service] = [new RefundLine('invoice:7' . $service . '/1', '7' . $service, 'plan', 'Web Starter (March)', $from, Instant::ms('2026-04-01T00:00:00Z'), '31.00')];
            $this->panel->payments[] = new Payment('8' . $service, '7' . $service, 'cash', 'card', $from, '31.00', refundableUntilMs: $from);
        }
        $this->world->policy(self::POLICY);
        $this->world->run(self::NOW);
    }

    protected function tearDown(): void
    {
        unset($this->site, $this->world, $this->panel);
        parent::tearDown();
    }

    public function testAClientAsksInFourSteps(): void
    {
        self::assertSees($this->client(), ['Refunds', 'href="/makegood?refund=new"']);
        self::assertSees($this->client(['refund' => 'new']), ['href="/makegood?refund=new&amp;service=17"', 'Web &lt;Starter&gt; - site17.example.com'], ['service=18']);
        self::assertSees($this->client(['refund' => 'new', 'service' => '17']), ['What ends', 'Product 1', 'Keep the service', 'cannot be brought back']);
        self::assertSees($this->client(['refund' => 'new', 'service' => '17', 'step' => '3']), ['value="notNeeded" required', 'value="outage" required', 'value="other" required'], ['name="contact"']);
        self::assertSees($this->client(['refund' => 'new', 'service' => '17', 'step' => '3', 'reason' => 'notNeeded']), ['name="field-explanation"', 'name="contact"', 'name="wished"'], ['fact-consumer', 'name="wish"']);
        self::assertSees($this->send('refundLook', ['field-explanation' => ' '] + self::GIVEN), ['Please fill in: What happened.'], ['<makegood-quote>']);
        $quoted = $this->send('refundLook', self::GIVEN);
        self::assertSees($quoted, ['<makegood-quote>', '22.00 USD', '− 9.00 USD', 'Used: 9 of 31 days.', 'aria-current="step" class="mg-now">What comes back', 'We closed &lt;b&gt;the shop&lt;/b&gt;', 'Ask for this refund'], ['<b>the shop']);
        self::assertNull($this->world->ledger->refundCases->openOf('17'), 'looking asks for nothing');
        $asked = $this->send('refundAsk', self::GIVEN + ['quoted' => self::seen($quoted)]);
        self::assertSees($asked, ['Your request has arrived.', 'asked for', '22.00 USD', 'Take the request back', 'src="/makegood?api=quote&amp;case=1"']);
        self::assertSees($this->client(), ['href="/makegood?refund=1"']);
        self::assertSees($this->client(['refund' => 'new', 'service' => '17']), ['You asked for this already.']);
    }

    public function testWhatHasChangedIsShownAndNothingIsSent(): void
    {
        $seen = self::seen($this->send('refundLook', self::GIVEN));
        $other = str_replace('"payout":"22.00"', '"payout":"23.00"', $seen);
        self::assertNotSame($seen, $other);
        self::assertSees($this->send('refundAsk', self::GIVEN + ['quoted' => $other]), ['Something has changed since you looked', '23.00 USD', '22.00 USD'], ['has arrived']);
        foreach (['no quote', '[]', '{}', 'null', '{"payout":1}'] as $none) {
            self::assertSees($this->send('refundAsk', self::GIVEN + ['quoted' => $none]), ['You looked at this too long ago', '22.00 USD']);
        }
        $this->world->clock('2026-03-09T12:00:00Z');
        self::assertSees($this->send('refundAsk', self::GIVEN + ['quoted' => $seen]), ['too old'], ['has arrived']);
        self::assertNull($this->world->ledger->refundCases->openOf('17'));
    }

    public function testNothingOfOthersAndNothingWithoutTheToken(): void
    {
        $case = $this->asked();
        self::assertSees($this->client(['refund' => 'new', 'service' => '18']), ['There is no such service']);
        self::assertSees($this->client(['refund' => '99']), ['There is no such service']);
        self::assertSees($this->post(['refund' => $case], ['do' => 'refundWithdraw', 'token' => 'another']), ['This page was too old']);
        $this->site->host->client = '6';
        self::assertSees($this->client(['refund' => $case]), ['There is no such service'], ['site17']);
        self::assertSees($this->post(['refund' => $case], ['do' => 'refundWithdraw', 'token' => $this->site->host->token]), ['There is no such service'], ['site17']);
        $this->site->host->request = new Request('GET', ['api' => 'quote', 'case' => $case], []);
        self::assertSame(404, Door::ofClient($this->site)?->status);
        $this->site->host->client = '5';
        self::assertSame(200, Door::ofClient($this->site)?->status);
        self::assertSame('requested', $this->world->ledger->refundCases->byId($case)['state']);
        self::assertSees($this->post(['refund' => $case], ['do' => 'refundWithdraw', 'token' => $this->site->host->token]), ['This was done.', 'taken back']);
    }

    public function testStaffDecideAndPayByHand(): void
    {
        $case = $this->asked();
        $this->world->run('2026-03-09T11:00:00Z');
        self::assertSees($this->admin(['tab' => 'refunds']), ['href="/admin/makegood?tab=refunds&amp;case=' . $case . '"', 'being looked at', '22.00 USD', 'Acme &amp; Sons']);
        self::assertSees($this->admin(['tab' => 'refunds', 'case' => $case]), ['We closed &lt;b&gt;the shop&lt;/b&gt;', 'jane@example.com', 'value="approve"', 'value="adjust"', 'value="reject"', 'name="fact"', 'src="/admin/makegood?api=quote&amp;case=' . $case . '"'], ['value="confirm"']);
        self::assertSees($this->act($case, 'approve'), ['alert-danger'], ['value="done']);
        self::assertSame('underReview', $this->world->ledger->refundCases->byId($case)['state'], 'an agent decides up to 10.00');
        self::assertSees($this->admin(['tab' => 'refunds'], ['do' => 'setRefundRole', 'admin' => '3', 'role' => 'owner']), ['The role is set.', 'You decide as <strong>owner</strong>']);
        self::assertSees($this->act($case, 'adjust', ['amount' => '20.00']), ['alert-danger'], ['20.00 USD come back']);
        self::assertSees($this->act($case, 'approve', ['note' => 'as promised']), ['approved, the money is on its way', 'as promised']);
        $this->world->run('2026-03-09T12:00:00Z');
        $page = $this->admin(['tab' => 'refunds', 'case' => $case]);
        self::assertSees($page, ['To do by hand: 22.00 USD', 'name="reference"', 'Open payment 817']);
        self::assertSame(1, preg_match('/name="payout" value="(\d+)"/', $page, $payout));
        self::assertSees($this->admin(['tab' => 'refunds', 'case' => $case], ['do' => 'doneRefund', 'case' => $case, 'payout' => $payout[1], 'reference' => 're_123']), ['It is marked as paid.', 're_123']);
        $client = $this->client(['refund' => $case]);
        self::assertSees($client, ['paid back', '22.00 USD were paid back.', 'our staff', 'Have it looked at again'], ['admin:3', 're_123']);
    }

    public function testTheClientReadsWhyItWasNotApprovedAndAppeals(): void
    {
        $case = $this->asked();
        $this->world->run('2026-03-09T11:00:00Z');
        self::assertSees($this->act($case, 'reject', ['note' => 'The terms were broken']), ['not approved']);
        self::assertSees($this->client(['refund' => $case]), ['The terms were broken', 'Nothing comes back. You can have it looked at again until', 'name="field-evidence"']);
        self::assertSees($this->post(['refund' => $case], ['do' => 'refundAppeal', 'token' => $this->site->host->token]), ['Please fill in: What is new.']);
        self::assertSees($this->post(['refund' => $case], ['do' => 'refundAppeal', 'field-evidence' => 'They were not', 'token' => $this->site->host->token]), ['This was done.', 'being looked at', 'Asked to have it looked at again.'], ['name="field-evidence"']);
        self::assertSees($this->admin(['tab' => 'refunds', 'case' => $case]), ['They were not']);
    }

    public function testRefundPoliciesHaveTheirOwnPart(): void
    {
        self::assertSees($this->admin(['tab' => 'policies']), ['>Refunds</a>'], ['Hosting refunds', 'refund-money-back']);
        $page = $this->admin(['tab' => 'policies', 'for' => 'refunds']);
        self::assertSees($page, ['Hosting refunds', 'Product 1: Web &lt;Starter&gt;', 'preset=refund-money-back'], ['preset=uptime-tiers']);
        $hash = $this->world->ledger->policies->all('refund')[0]['hash'];
        self::assertSees($this->admin(['tab' => 'policies', 'policy' => $hash]), ['What the client reads', 'Assign this version'], ['What it would pay']);
        self::assertSees($this->admin(['tab' => 'policies', 'preset' => 'refund-money-back']), ['Document (JSON)'], ['As a form', 'What it would pay']);
    }

    public function testTheStorySaysWhichEMailsWent(): void
    {
        $case = $this->asked();
        $this->world->run('2026-03-09T10:05:00Z');
        self::assertSees($this->client(['refund' => $case]), ['an e-mail goes out soon'], ['e-mailed on']);
        $this->panel->beforeMail = static fn () => throw new MailRefused('mailbox <full>');
        (new Mailing($this->site))->send();
        $this->panel->beforeMail = null;
        (new Mailing($this->site))->send();
        self::assertSees($this->client(['refund' => $case]), ['e-mailed on <time'], ['billing', 'mailbox']);
        self::assertSees($this->admin(['tab' => 'refunds', 'case' => $case]), ['staff, billing: e-mailed on <time', 'client: e-mailed on <time']);

        $this->act($case, 'ask', ['note' => 'Which shop?', 'field-evidence' => '1']);
        $this->panel->beforeMail = static fn () => throw new MailRefused('mailbox <full>');
        foreach ([1, 2, 3] as $_) {
            (new Mailing($this->site))->send();
        }
        self::assertSees($this->client(['refund' => $case]), ['no e-mail went out'], ['mailbox']);
        self::assertSees($this->admin(['tab' => 'refunds', 'case' => $case]), ['client: no e-mail went out: mailbox &lt;full&gt;']);
    }

    public function testStaffSayWhoIsToldByEMail(): void
    {
        self::assertSees($this->admin(['tab' => 'refunds']), ['Who is told by e-mail', 'Overdue again: owners', 'who looks after the money']);
        $form = ['do' => 'setRefundMails', 'mail-client' => 'off', 'mail-staff' => 'on'] + array_fill_keys(array_map(static fn (string $desk): string => "mail-to-$desk", MailSettings::DESKS), 'money');
        self::assertStringContainsString('must be one of', $this->admin(['tab' => 'refunds'], ['mail-to-owner' => 'somebody'] + $form));
        self::assertTrue(MailSettings::of($this->world->ledger)->sends('client'));
        self::assertStringContainsString('Saved.', $this->admin(['tab' => 'refunds'], $form));
        $settings = MailSettings::of($this->world->ledger);
        self::assertSame([false, true, 'money'], [$settings->sends('client'), $settings->sends('staff'), $settings->audience($this->panel, 'owner')]);
    }

    private function asked(): string
    {
        $this->send('refundAsk', self::GIVEN + ['quoted' => self::seen($this->send('refundLook', self::GIVEN))]);

        return (string) $this->world->ledger->refundCases->openOf('17');
    }

    /** @param array<string, string> $more */
    private function act(string $case, string $action, array $more = []): string
    {
        return $this->admin(['tab' => 'refunds', 'case' => $case], ['do' => 'actRefund', 'case' => $case, 'action' => $action] + $more);
    }

    /** @param array<string, string> $form */
    private function send(string $do, array $form): string
    {
        return $this->post(['refund' => 'new', 'service' => '17'], ['do' => $do, 'token' => $this->site->host->token] + $form);
    }

    /** @param array<string, string> $query @param array<string, string> $form */
    private function post(array $query, array $form): string
    {
        $this->site->host->client ??= '5';
        $this->site->host->request = new Request('POST', $query, $form);

        return (new Page($this->site))->answer()->html;
    }

    /** @param array<string, string> $query */
    private function client(array $query = []): string
    {
        $this->site->host->client ??= '5';
        $this->site->host->request = new Request('GET', $query, []);

        return (new Page($this->site))->answer()->html;
    }

    /** @param array<string, string> $query @param array<string, string>|null $form */
    private function admin(array $query, ?array $form = null): string
    {
        $this->site->host->staff = '3';
        $this->site->host->request = new Request($form === null ? 'GET' : 'POST', $query, $form === null ? [] : $form + ['token' => $this->site->host->token]);

        return (new Controller($this->site))->answer()->html;
    }

    private static function seen(string $page): string
    {
        self::assertSame(1, preg_match('/name="quoted" value="([^"]*)"/', $page, $found));

        return html_entity_decode($found[1], ENT_QUOTES | ENT_HTML5);
    }

    /** @param list<string> $there @param list<string> $not */
    private static function assertSees(string $page, array $there, array $not = []): void
    {
        $page = (string) preg_replace('#<style>.*?</style>#s', '', $page);
        foreach ($there as $text) {
            self::assertStringContainsString($text, $page);
        }
        foreach ($not as $text) {
            self::assertStringNotContainsString($text, $page);
        }
    }
}
