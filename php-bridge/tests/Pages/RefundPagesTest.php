<?php

/** Refunds on the pages of both areas, on the panel in memory: asked for step by step, decided at the desk, paid by hand. */

declare(strict_types=1);

namespace Makegood\Tests\Pages;

use Makegood\Desk\Presets;
use Makegood\Desk\RefundRoles;
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
        self::assertSees($quoted, ['We decide by the end of 3 working days after your request', 'Web Starter (March)', 'If you disagree', 'usually is there 5 to 10 working days']);
        self::assertNull($this->world->ledger->refundCases->openOf('17'), 'looking asks for nothing');
        $asked = $this->send('refundAsk', self::GIVEN + ['quoted' => self::seen($quoted)]);
        self::assertSees($asked, ['Your request has arrived.', 'asked for', '22.00 USD', 'Take the request back', 'src="/makegood?api=quote&amp;case=1"']);
        self::assertSees($this->client(), ['href="/makegood?refund=1"']);
        self::assertSees($this->client(['refund' => 'new', 'service' => '17']), ['You asked for this already.']);
    }

    public function testThePolicyIsToldInTheClientsCurrencyAndTheNamesOfLinesStay(): void
    {
        $this->site->catalogue->currencies = ['EUR', 'USD'];
        self::assertSees($this->client(['refund' => 'new', 'service' => '17']), ['100.00 USD by card'], ['EUR']);
        $case = $this->asked();
        $this->panel->refundLines['17'] = [];
        self::assertSees($this->client(['refund' => $case]), ['Web Starter (March)', 'All my refunds']);
        self::assertSees($this->admin(['tab' => 'refunds', 'case' => $case]), ['Web Starter (March)']);
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
        self::assertSees($page, ['To do by hand: 22.00 USD', 'name="reference"', 'Open the payment 817 at']);
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
        self::assertSees($page, ['mg-example', 'comes back', 'Hosting refunds', 'Product 1: Web &lt;Starter&gt;', 'preset=refund-money-back'], ['preset=uptime-tiers']);
        $hash = $this->world->ledger->policies->all('refund')[0]['hash'];
        self::assertSees($this->admin(['tab' => 'policies', 'policy' => $hash]), ['What the client reads', 'Assign this version'], ['What it would pay']);
        self::assertSees($this->admin(['tab' => 'policies', 'preset' => 'refund-money-back']), ['<legend>Rule 1</legend>', 'name="f-rules-0-when-within-days" value="30"', 'As a document', 'One more rule'], ['Document (JSON)', 'What it would pay']);
        self::assertSees($this->admin(['tab' => 'policies', 'preset' => 'refund-money-back', 'as' => 'document']), ['Document (JSON)', 'As a form'], ['What it would pay']);
    }

    public function testARefundPolicyIsWrittenInAForm(): void
    {
        $document = array_column(Presets::all('UTC', Presets::REFUND), 'document', 'id')['refund-money-back'];
        $form = ['do' => 'putPolicy', 'as' => 'form', 'document' => $document, 'ask' => 'check', 'f-name' => 'Sixty <days>', 'f-rules-0-id' => 'moneyBack', 'f-rules-0-when-within-days' => '60', 'f-rules-0-when-without-renewal' => '1'];
        self::assertSees($this->admin(['tab' => 'policies'], $form), ['Nothing is wrong with this policy. It is not stored yet.', 'value="Sixty &lt;days&gt;"', 'name="f-rules-0-when-within-days" value="60"', '60th day']);
        self::assertSees($this->admin(['tab' => 'policies'], ['ask' => 'rule'] + $form), ['<legend>Rule 2</legend>', 'name="f-rules-1-id" value="rule2"']);
        self::assertSees($this->admin(['tab' => 'policies'], ['f-rules-0-when-within-days' => 'many'] + $form), ['alert-danger', 'write a whole number', 'value="many"']);
        self::assertCount(1, $this->world->ledger->policies->all('refund'), 'nothing is stored by looking');
        self::assertSees($this->admin(['tab' => 'policies'], ['ask' => 'rule', 'as' => 'document', 'document' => '{"schema":2}'] + $form), ['alert-danger', 'Only a refund policy has rules.']);
        self::assertSees($this->admin(['tab' => 'policies'], ['ask' => ''] + $form), ['The version is stored']);
        $stored = array_column($this->world->ledger->policies->all('refund'), 'document', 'name')['Sixty <days>'];
        self::assertSame(['days' => 60, 'from' => 'ordered', 'ends' => 'day'], json_decode($stored, true)['rules'][0]['when']['within']);
    }

    /** @return array<string, array{array<string, string>, list<string>}> what is typed => what the page says */
    public static function settings(): array
    {
        $office = ['do' => 'setOffice', 'zone' => 'UTC', 'day-1' => '1', 'day-6' => '1', 'from' => '08:00', 'to' => '16:00', 'holidays' => "2026-12-25\n2026-12-26"];
        $prices = ['do' => 'setOverage', 'product' => '1', 'currency' => 'USD', 'traffic-upTo-0' => '100', 'traffic-price-0' => '0.10', 'traffic-price-1' => '0.05'];

        return [
            'office hours' => [$office, ['The office hours are set', 'name="day-6" value="1" checked', "2026-12-25\n2026-12-26", 'value="16:00"']],
            'no day' => [['day-1' => '', 'day-6' => ''] + $office, ['alert-danger', 'These are no office hours.']],
            'it ends before it begins' => [['to' => '07:00'] + $office, ['alert-danger', 'These are no office hours.']],
            'a holiday that is no date' => [['holidays' => '2026-13-25'] + $office, ['alert-danger', 'date']],
            'no time zone' => [['zone' => 'Europe/Atlantis'] + $office, ['alert-danger', 'Atlantis']],
            'kinds' => [['do' => 'setRefundKinds', 'of-0' => 'product:1', 'kind-0' => 'licence', 'of-1' => 'Theme', 'kind-1' => 'customisation', 'of-2' => 'forgotten', 'kind-2' => ''],
                ['It is set.', 'value="product:1"', 'value="licence" selected', 'value="Theme"']],
            'a kind that is none' => [['do' => 'setRefundKinds', 'of-0' => 'product:1', 'kind-0' => 'plan'], ['alert-danger', 'has to be one of']],
            'a kind of nothing' => [['do' => 'setRefundKinds', 'of-0' => '', 'kind-0' => 'licence'], ['alert-danger', 'Name each product']],
            'no row of kinds' => [['do' => 'setRefundKinds'], ['alert-danger', 'did not arrive']],
            'no row of prices' => [['do' => 'setOverage', 'product' => '1', 'currency' => 'USD'], ['alert-danger', 'did not arrive']],
            'prices' => [$prices, ['The prices are set.', 'Traffic: 0.10 USD for each GB up to 100 GB', 'Traffic: 0.05 USD for each GB']],
            'no price for the rest' => [['traffic-price-1' => ''] + $prices, ['alert-danger']],
            'no price beside a limit' => [['traffic-price-0' => ''] + $prices, ['alert-danger', 'a price is missing']],
            'a price that is none' => [['traffic-price-0' => 'ten'] + $prices, ['alert-danger']],
            'a currency that nobody has' => [['currency' => 'XXX'] + $prices, ['alert-danger']],
            'no such product' => [['product' => '9'] + $prices, ['alert-danger', 'There is no product 9']],
        ];
    }

    /** @dataProvider settings @param array<string, string> $form @param list<string> $there */
    public function testWhatIsSetForAllRefundsIsJudgedFirst(array $form, array $there): void
    {
        $before = $this->world->ledger->meta->named('');
        $page = $this->admin(['tab' => 'refunds', 'part' => 'settings'], $form);
        self::assertSees($page, $there);
        $isRefused = in_array('alert-danger', $there, true);
        self::assertSame($isRefused, $before === $this->world->ledger->meta->named(''), 'what is refused changes nothing');
    }

    /** @dataProvider settings @param array<string, string> $form */
    public function testOnceThereIsAnOwnerOthersChangeNothingOfIt(array $form): void
    {
        (new RefundRoles($this->world->ledger))->set('admin:9', 'owner', 'admin:9', 0);
        $before = $this->world->ledger->meta->named('');
        self::assertSees($this->admin(['tab' => 'refunds', 'part' => 'settings'], $form), ['alert-danger', 'Only an owner changes this.'], ['name="do"']);
        self::assertSame($before, $this->world->ledger->meta->named(''));
    }

    public function testAFactIsTakenBack(): void
    {
        $this->site->catalogue->products = ['1' => 'Web'];
        $case = $this->asked();
        $fact = ['case' => $case, 'fact' => 'breach'];
        self::assertSees($this->admin(['tab' => 'refunds', 'case' => $case], ['do' => 'addRefundFact', 'note' => 'seen in the log'] + $fact), ['seen in the log', 'Take back', '0.00 USD']);
        self::assertSees($this->admin(['tab' => 'refunds', 'case' => $case], ['do' => 'dropRefundFact'] + $fact), ['It was taken back', '22.00 USD'], ['seen in the log']);
        self::assertSees($this->admin(['tab' => 'refunds', 'case' => $case], ['do' => 'dropRefundFact', 'fact' => 'renewal'] + $fact), ['alert-danger']);
        $this->world->run('2026-03-09T11:00:00Z');
        self::assertSees($this->act($case, 'reject', ['note' => 'no']), ['not approved'], ['Facts that people said']);
        self::assertSees($this->admin(['tab' => 'refunds', 'case' => $case], ['do' => 'dropRefundFact'] + $fact), ['This case is decided.']);
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
        self::assertSame([false, true, 'money'], [$settings->sends('client'), $settings->sends('staff'), $settings->audience($this->panel->audiences(), 'owner')]);
    }

    public function testOnceThereIsAnOwnerOthersDoNotSayWhoIsTold(): void
    {
        (new RefundRoles($this->world->ledger))->set('admin:9', 'owner', 'admin:9', 0);
        $form = ['do' => 'setRefundMails', 'mail-client' => 'off', 'mail-staff' => 'off'] + array_fill_keys(array_map(static fn (string $desk): string => "mail-to-$desk", MailSettings::DESKS), 'money');
        self::assertSees($this->admin(['tab' => 'refunds'], $form), ['alert-danger', 'Only an owner changes this.', 'Only an owner changes who is told.'], ['name="mail-client"']);
        self::assertTrue(MailSettings::of($this->world->ledger)->sends('client'));
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
