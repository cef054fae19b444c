<?php

/** Claims, excuses, flags, details of outages, prolongations: the client's form and the pages of staff. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests;

use Makegood\Instant;
use Makegood\Run\Mode;
use MakegoodSandbox\Addons;
use WHMCS\Database\Capsule;
use WHMCS\Module\Addon\Makegood\Panel\ServiceReader;
use WHMCS\Smarty;

class ClaimsTest extends ModuleTestCase
{
    private const MONTH = '2026-02';

    public function testAClientClaimsTheMonthsCredit(): void
    {
        $id = $this->claimable('1');
        $html = $this->month($id);
        foreach (['Claim this credit', 'gives you 2.50 USD for this month if you ask for it by <time datetime="2026-03-31T00:00:00Z"', 'name="token"', 'It has to be claimed by 2026-03-31 00:00, and was not.'] as $text) {
            self::assertStringContainsString($text, $html);
        }
        self::assertStringNotContainsString('known so far', $html);
        self::assertSame([], self::faults($html));
        $html = $this->month($id, ['do' => 'claim', 'token' => generate_token('plain')]);
        self::assertStringContainsString('Your claim has arrived', $html);
        self::assertStringContainsString('Claimed at <time datetime="2026-03-01T06:00:00Z"', $html);
        self::assertStringNotContainsString('Claim this credit', $html);
        self::assertSame([['1', $id, self::MONTH, 'client:1', null]], $this->claims());
        self::assertStringContainsString('nothing to claim', $this->month($id, ['do' => 'claim', 'token' => generate_token('plain')]));
        self::assertCount(1, $this->claims());
        self::assertSame([], $this->failuresLogged());
    }

    /** @return array<string, array{string}> */
    public static function attacks(): array
    {
        $rows = ['no token', 'a wrong token', 'a list as token', 'by GET', 'another word', "somebody else's month", 'another month', 'no month', 'too late', 'claimed before', 'dry run',
            'a month that is not promised', 'no longer their month', 'without the permission', 'without a login'];

        return array_combine($rows, array_map(static fn (string $row): array => [$row], $rows));
    }

    /** @dataProvider attacks */
    public function testWhatIsNoClaimOfTheirsChangesNothing(string $row): void
    {
        $id = $this->claimable('1', $row === 'too late' ? '2026-03-01T05:59:59Z' : '2026-03-31T00:00:00Z', $row === 'no longer their month' ? '2' : '1');
        $theirs = $this->claimable('2');
        $token = generate_token('plain');
        $form = ['do' => 'claim', 'token' => $token];
        $row === 'claimed before' && $this->ledger()->claims->add($id, self::MONTH, 1, null, 'admin:1', 1);
        $row === 'dry run' && Mode::dry($this->ledger());
        $row === 'a month that is not promised' && $this->ledger()->meta->put('live_from', '2026-03');
        $before = $this->claims();
        match ($row) {
            'no token' => $this->month($id, ['do' => 'claim']),
            'a wrong token' => $this->month($id, ['do' => 'claim', 'token' => str_repeat('0', 40)]),
            'a list as token' => $this->month($id, ['do' => 'claim', 'token' => [$token]]),
            'by GET' => $this->month($id, [], $form),
            'another word' => $this->month($id, ['do' => 'claims', 'token' => $token]),
            "somebody else's month" => $this->month($theirs, $form),
            'another month' => $this->month($id, $form, ['period' => '2026-01']),
            'no month' => $this->month($id, $form, ['period' => '']),
            'without the permission' => $this->month($id, $form, [], ['delegate' => ['products']]),
            'without a login' => $this->month($id, $form, [], ['uid' => 0]),
            default => $this->month($id, $form),
        };
        self::assertSame($before, $this->claims());
        self::assertSame([], $this->failuresLogged());
    }

    public function testAClaimWaitsForStaffWhereTheOperatorHasItSo(): void
    {
        $id = $this->claimable('1');
        self::assertStringContainsString('mg-problem', $this->send('claims', 'setClaimRule', ['rule' => 'never']));
        self::assertStringContainsString('Saved.', $this->send('claims', 'setClaimRule', ['rule' => 'decided']));
        $html = $this->month($id, ['do' => 'claim', 'token' => generate_token('plain')]);
        self::assertStringContainsString('our staff look at it', $html);
        self::assertStringNotContainsString('Claim this credit', $html);
        self::assertSame([], $this->claims());
        $review = $this->page('review');
        foreach (['A credit is claimed for', 'Does the client get the credit that they claim?', 'client:1', 'February 2026', 'staff decide about claims'] as $text) {
            self::assertStringContainsString($text, $review);
        }
        self::assertSame([], self::faults($review));
        if (!ShippedModule::hasEngine()) {
            return;
        }
        $this->send('review', 'decideCase', ['case' => '1', 'decision' => 'refuse', 'note' => '<b>it was</b> our maintenance']);
        self::assertStringContainsString('did not accept it', $this->month($id));
        self::assertStringContainsString('&lt;b&gt;it was&lt;/b&gt; our maintenance', $this->month($id));
        self::assertStringNotContainsString('Claim this credit', $this->month($id));
        self::assertSame([], $this->failuresLogged());
    }

    public function testWhatIsGivenInTimeIsSaid(): void
    {
        $id = $this->claimable('1', null);
        $this->ledger()->extensions->owe($id, self::MONTH, '1', 90_000_000, 1772344800000);
        self::assertStringContainsString('This service will be prolonged by 1 d 1 h; our staff do that by hand.', $this->month($id));
        self::assertStringContainsString('prolonged by 1 d 1 h at <time', $this->month($id, [], [], ['done' => '1']));
        self::assertStringNotContainsString('Claim this credit', $this->month($id));
    }

    public function testStaffEnterAndTakeBack(): void
    {
        $id = $this->claimable('1');
        foreach (['Services to prolong', 'Nobody has claimed anything', 'Nothing is excused', 'No flag was set by hand'] as $text) {
            self::assertStringContainsString($text, $this->page('claims'));
        }
        $note = '<b>ticket</b> 4711';
        self::assertStringContainsString('was written down', $this->send('claims', 'addExcuse', ['service' => $id, 'kind' => 'abuse', 'from' => '2026-02-01T10:00', 'to' => '2026-02-01T11:00', 'note' => $note]));
        self::assertStringContainsString('The flag is set', $this->send('claims', 'setFlag', ['service' => $id, 'flag' => 'chargeback', 'from' => '2026-02-01T10:00', 'note' => $note]));
        $this->ledger()->claims->add($id, self::MONTH, Instant::ms('2026-02-20T00:00:00Z'), $note, 'admin:1', 1);
        $this->ledger()->extensions->owe($id, self::MONTH, '1', 90_000_000, 1772344800000);
        $html = $this->page('claims');
        foreach (['abuse of the service', 'a payment was charged back', 'February 2026', '1 d 1 h', '&lt;b&gt;ticket&lt;/b&gt; 4711', 'a.example.com (service ' . $id . ')'] as $text) {
            self::assertStringContainsString($text, $html);
        }
        self::assertSame([], self::faults($html));
        foreach (['withdrawClaim' => ['claim' => '1'], 'withdrawExcuse' => ['excuse' => '1'], 'liftFlag' => ['flag' => '1', 'mistake' => '1'], 'doneExtension' => ['extension' => '1', 'note' => 'moved']] as $action => $fields) {
            self::assertStringContainsString('mg-notice', $this->send('claims', $action, $fields), $action);
            self::assertStringContainsString('mg-problem"', $this->send('claims', $action, $fields), $action . ' again');
        }
        self::assertSame([[], [], []], [$this->ledger()->claims->of($id, self::MONTH), $this->ledger()->excuses->touching($id, 0, PHP_INT_MAX), $this->ledger()->flags->at($id, PHP_INT_MAX)]);
        self::assertSame('done', $this->ledger()->extensions->byId('1')['state']);
        $events = Capsule::table('mod_makegood_events')->whereIn('type', ['excuse.added', 'flag.set', 'claim.withdrawn', 'excuse.withdrawn', 'flag.withdrawn', 'extension.done'])->pluck('data')->all();
        self::assertSame([6, 6], [count($events), count(array_filter($events, static fn (string $data): bool => str_contains($data, '"by":"admin:1"')))]);
    }

    /** @return array<string, array{string, array<string, string>, string}> action, fields beside the service, why */
    public static function mistakes(): array
    {
        return [
            'a claim of a month that gives by itself' => ['enterClaim', ['period' => '2026-01', 'at' => '2026-02-01T00:00'], 'Nothing was counted'],
            'a claim without a time' => ['enterClaim', ['period' => self::MONTH], 'is needed'],
            'a claim of tomorrow' => ['enterClaim', ['period' => self::MONTH, 'at' => '2026-03-02T00:00'], 'future'],
            'an excuse that ends before' => ['addExcuse', ['kind' => 'abuse', 'from' => '2026-02-01T10:00', 'to' => '2026-02-01T09:00'], 'end after'],
            'an excuse of no kind' => ['addExcuse', ['kind' => 'fate', 'from' => '2026-02-01T10:00', 'to' => '2026-02-01T11:00'], 'must be one of'],
            'a flag that is none' => ['setFlag', ['flag' => 'ugly', 'from' => '2026-02-01T10:00'], 'must be one of'],
            'a flag of an unknown service' => ['setFlag', ['service' => '999', 'flag' => 'chargeback', 'from' => '2026-02-01T10:00'], 'no such service'],
            'a note that is too long' => ['addExcuse', ['kind' => 'abuse', 'from' => '2026-02-01T10:00', 'to' => '2026-02-01T11:00', 'note' => str_repeat('x', 2001)], 'longer than'],
            'a detail of no outage' => ['setOutageDetail', ['outage' => '99', 'affected' => '5'], 'not there any more'],
        ];
    }

    /**
     * @dataProvider mistakes
     *
     * @param array<string, string> $fields
     */
    public function testAMistakeIsRefusedWithItsReason(string $action, array $fields, string $why): void
    {
        $id = $this->claimable('1');
        $html = $this->send('claims', $action, $fields + ['service' => $id]);
        self::assertMatchesRegularExpression('/mg-problem"[^>]*>[^<]*' . $why . '/i', $html);
    }

    public function testAnOutagesDetails(): void
    {
        $this->ledger()->outages->rewrite('server:1', [['key' => 'server:1/1', 'subject' => 'server:1', 'fromMs' => 1770000000000, 'toMs' => 1770003600000, 'open' => false, 'status' => 'confirmed',
            'reason' => 'quorum', 'json' => '{"votes":[]}']]);
        $id = (string) Capsule::table('mod_makegood_outages')->value('id');
        self::assertStringContainsString('Reported at', $this->page('outages', ['outage' => $id]));
        $this->send('outages', 'setOutageDetail', ['outage' => $id, 'component' => '<b>network</b>', 'affected' => '12.5', 'reported' => '2026-02-02T03:00:05']);
        $html = $this->page('outages', ['outage' => $id]);
        foreach (['value="&lt;b&gt;network&lt;/b&gt;"', 'value="12.5"', 'value="2026-02-02T03:00:05"', 'Last changed by admin:1'] as $text) {
            self::assertStringContainsString($text, $html);
        }
        self::assertSame([], self::faults($html));
        self::assertStringContainsString('from 0 to 100', $this->send('outages', 'setOutageDetail', ['outage' => $id, 'affected' => '101']));
        self::assertSame(1770001205000, (int) $this->ledger()->outageDetails->of('server:1/1')['reported_ms']);
        $this->send('outages', 'setOutageDetail', ['outage' => $id, 'component' => '', 'affected' => '', 'reported' => '']);
        self::assertSame([null, null, null], array_values(array_intersect_key($this->ledger()->outageDetails->of('server:1/1'), ['component' => 0, 'affected' => 0, 'reported_ms' => 0])));
    }

    public function testAnEntrySaysWhenItExpires(): void
    {
        $id = $this->claimable('1', null);
        Fixtures::entry($this->ledger(), '1', $id, 'Standard');
        $answer = str_replace('"counted":[]', '"counted":[],"schema2":{"extensionMs":0,"claimable":null,"expiresAt":"2026-06-01T00:00:00Z"}', (string) $this->ledger()->settlements->of($id, self::MONTH)['answer']);
        Capsule::table('mod_makegood_settlements')->update(['answer' => $answer]);
        Capsule::table('mod_makegood_entries')->update(['answer' => $answer]);
        self::assertMatchesRegularExpression('/use this credit before <time datetime="2026-06-01T00:00:00Z"/', $this->month($id));
        self::assertMatchesRegularExpression('/Expires<\/dt><dd><time datetime="2026-06-01T00:00:00Z".*by hand/', $this->page('credits', ['entry' => '1']));
    }

    /** A service of the client whose February could be claimed. @param ?string $until null: nothing to claim */
    private function claimable(string $client, ?string $until = '2026-03-31T00:00:00Z', ?string $judgedFor = null): string
    {
        $id = $this->service(['userid' => (int) $client]);
        $this->ledger()->spans->open((new ServiceReader())->one($id), Instant::ms('2026-02-01T00:00:00Z'));
        Mode::live($this->ledger(), null);
        $claimable = $until === null ? null : ['gross' => '2.50', 'until' => $until];
        $answer = json_encode(['ok' => true, 'results' => [['service' => $id, 'client' => $judgedFor ?? $client, 'currency' => 'USD', 'period' => self::MONTH, 'from' => '2026-02-01T00:00:00Z',
            'to' => '2026-03-01T00:00:00Z', 'dueAt' => '2026-03-01T00:00:00Z', 'final' => true, 'policy' => null, 'availability' => '99.1', 'downtimeMs' => 100000, 'excludedMs' => 0, 'counted' => [],
            'entitlement' => ['net' => '0.00', 'tax' => '0.00', 'gross' => '0.00', 'rate' => '0'], 'adjustment' => null,
            'schema2' => ['extensionMs' => 0, 'claimable' => $claimable, 'expiresAt' => null],
            'steps' => [['key' => 'share', 'args' => ['family' => 'flat', 'share' => '1/4']], ['key' => 'notClaimed', 'args' => ['until' => $until ?? '2026-03-31T00:00:00Z']]],
        ]], 'warnings' => []], JSON_THROW_ON_ERROR);
        $this->ledger()->settlements->put($id, self::MONTH, $judgedFor ?? $client, str_repeat('b', 64), true, 1, $answer, 1);

        return $id;
    }

    /** @return list<array{string, string, string, string, ?string}> */
    private function claims(): array
    {
        return array_map(static fn (array $row): array => [(string) $row['id'], (string) $row['service_id'], (string) $row['period'], (string) $row['created_by'], $row['note']], array_reverse($this->ledger()->claims->recent(9)));
    }

    /**
     * The client's page of February, opened or sent.
     *
     * @param array<string, mixed> $form
     * @param array<string, string> $query
     * @param array<string, mixed> $who
     */
    private function month(string $service, array $form = [], array $query = [], array $who = []): string
    {
        if (isset($who['done'])) {
            $this->ledger()->extensions->done($who['done'], null, 'admin:1', 1772344800000);
        }
        // The session stays, and with it its token.
        unset($_SESSION['adminid'], $_SESSION['uid'], $_SESSION['delegate']);
        $_SESSION += array_filter(['uid' => $who['uid'] ?? 1, 'delegate' => $who['delegate'] ?? null]);
        $_GET = $query + ['m' => 'makegood', 'service' => $service, 'period' => self::MONTH];
        $_POST = $form;
        $_SERVER['REQUEST_METHOD'] = $form === [] ? 'GET' : 'POST';
        try {
            $answer = Addons::invoke('makegood', 'clientarea', Addons::vars('makegood', 'index.php?m=makegood'));
        } finally {
            $_SERVER['REQUEST_METHOD'] = 'GET';
            $_SESSION['adminid'] = 1;
        }
        $smarty = new Smarty();
        $smarty->setTemplateDir(ShippedModule::directory() . '/templates');
        $smarty->escape_html = true;
        $smarty->assign($answer['vars']);

        return $smarty->fetch($answer['templatefile'] . '.tpl');
    }
}
