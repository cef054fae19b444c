<?php

/** The JSON endpoints of both areas: who may ask what, how, and what a refusal gives away. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests;

use MakegoodSandbox\Assumptions;
use WHMCS\Database\Capsule;
use WHMCS\Module\Addon\Makegood\Panel\ServiceReader;

require_once __DIR__ . '/AnswerSent.php';
require_once __DIR__ . '/CatchesAnswers.php';

class EndpointTest extends ModuleTestCase
{
    use CatchesAnswers;

    private const MINE = '1';
    private const THEIRS = '2';
    /** Binds service 1 from 2026 on. */
    private const POLICY = '{"schema":1,"name":"Standard","zone":"UTC","maintenance":{"rule":"counted"},'
        . '"schedule":{"family":"uptimeTiers","tiers":[{"below":"99.9","percent":"10"}]}}';
    private const LONG = '999999999999999999';
    private const TOO_LONG = '9999999999999999999999';

    /** Numbers in rows are made here: entry and service 1 are client 1's, 2 are client 2's, both in February 2026. */
    private function world(): void
    {
        Capsule::table('tblhosting')->delete();
        foreach ([1, 2] as $client) {
            $service = $this->service(['id' => $client, 'userid' => $client, 'domain' => "of$client.example.com"]);
            $this->ledger()->spans->open((new ServiceReader())->one($service), 1769904000000);
            Fixtures::entry($this->ledger(), (string) $client, $service, $client === 1 ? 'Standard' : 'Secret terms', $client === 1 ? '1.00' : '7.77');
        }
    }

    /** @return array<string, array{string, array<string, mixed>, int, ?string}> method, query, status, code */
    public static function clientRows(): array
    {
        $timeline = ['api' => 'timeline', 'service' => self::MINE, 'period' => '2026-02'];

        return [
            'what is down now' => ['GET', ['api' => 'notice'], 200, null],
            'HEAD is GET without a body' => ['HEAD', ['api' => 'notice'], 200, null],
            'what comes next' => ['GET', ['api' => 'preview'], 200, null],
            'an own credit' => ['GET', ['api' => 'credit', 'entry' => self::MINE], 200, null],
            'somebody else\'s credit' => ['GET', ['api' => 'credit', 'entry' => self::THEIRS], 404, 'not_found'],
            'no such credit' => ['GET', ['api' => 'credit', 'entry' => '77'], 404, 'not_found'],
            'a number as long as a row can have' => ['GET', ['api' => 'credit', 'entry' => self::LONG], 404, 'not_found'],
            'a number that no row can have' => ['GET', ['api' => 'credit', 'entry' => self::TOO_LONG], 404, 'not_found'],
            'own months' => ['GET', $timeline, 200, null],
            'somebody else\'s service' => ['GET', ['service' => self::THEIRS] + $timeline, 404, 'not_found'],
            'no such service' => ['GET', ['service' => '77'] + $timeline, 404, 'not_found'],
            'a month before it was theirs' => ['GET', ['period' => '2025-12'] + $timeline, 404, 'not_found'],
            'credit 0' => ['GET', ['api' => 'credit', 'entry' => '0'], 400, 'invalid_input'],
            'credit -1' => ['GET', ['api' => 'credit', 'entry' => '-1'], 400, 'invalid_input'],
            'credit 1e0' => ['GET', ['api' => 'credit', 'entry' => '1e0'], 400, 'invalid_input'],
            'credit 01' => ['GET', ['api' => 'credit', 'entry' => '01'], 400, 'invalid_input'],
            'credit with a line end' => ['GET', ['api' => 'credit', 'entry' => "1\n"], 400, 'invalid_input'],
            'credit as a list' => ['GET', ['api' => 'credit', 'entry' => ['1']], 400, 'invalid_input'],
            'no credit' => ['GET', ['api' => 'credit'], 400, 'invalid_input'],
            'an endless number' => ['GET', ['api' => 'credit', 'entry' => str_repeat('1', 5000)], 400, 'invalid_input'],
            'month 13' => ['GET', ['period' => '2026-13'] + $timeline, 400, 'invalid_input'],
            'a day' => ['GET', ['period' => '2026-02-01'] + $timeline, 400, 'invalid_input'],
            'a month as a list' => ['GET', ['period' => ['2026-02']] + $timeline, 400, 'invalid_input'],
            'no month' => ['GET', array_diff_key($timeline, ['period' => 1]), 400, 'invalid_input'],
            'bytes that are not UTF-8' => ['GET', ['period' => "\xff"] + $timeline, 400, 'invalid_input'],
            'POST' => ['POST', ['api' => 'notice'], 405, 'method'],
            'PUT' => ['PUT', ['api' => 'notice'], 405, 'method'],
            'an admin\'s name' => ['GET', ['api' => 'outgoing'], 404, 'not_found'],
            'an unknown name' => ['GET', ['api' => 'nonsense'], 404, 'not_found'],
            'a method of the class' => ['GET', ['api' => 'admit'], 404, 'not_found'],
            'no name' => ['GET', ['api' => ''], 404, 'not_found'],
            'a name as a list' => ['GET', ['api' => ['notice']], 400, 'invalid_input'],
        ];
    }

    /**
     * @dataProvider clientRows
     *
     * @param array<string, mixed> $query
     */
    public function testAClientAsks(string $method, array $query, int $status, ?string $code): void
    {
        $this->world();
        $_SESSION = ['uid' => 1];
        $this->check($this->askClient($method, $query), $method, $status, $code);
        self::assertStringNotContainsString('Secret', $this->answer->body);
        self::assertStringNotContainsString('of2.example', $this->answer->body);
        self::assertSame([], $this->failuresLogged());
    }

    /** @return array<string, array{string, array<string, mixed>, array<string, string>, int, ?string}> method, query, form, status, code */
    public static function adminRows(): array
    {
        $timeline = ['api' => 'timeline', 'service' => self::MINE, 'period' => '2026-02'];
        $source = ['do' => 'addSource', 'vendor' => 'pingdom', 'name' => 'P', 'group' => ''];

        return [
            'timeline' => ['GET', $timeline, [], 200, null],
            'timeline of any client' => ['GET', ['service' => self::THEIRS] + $timeline, [], 200, null],
            'timeline of nothing' => ['GET', ['service' => '77'] + $timeline, [], 404, 'not_found'],
            'credit of any client' => ['GET', ['api' => 'credit', 'entry' => self::THEIRS], [], 200, null],
            'no such credit' => ['GET', ['api' => 'credit', 'entry' => '77'], [], 404, 'not_found'],
            'no such outage' => ['GET', ['api' => 'outage', 'id' => '77'], [], 404, 'not_found'],
            'outage without an id' => ['GET', ['api' => 'outage'], [], 400, 'invalid_input'],
            'preview' => ['GET', ['api' => 'preview', 'client' => '2'], [], 200, null],
            'preview of no client' => ['GET', ['api' => 'preview', 'client' => '7777'], [], 404, 'not_found'],
            'outgoing' => ['GET', ['api' => 'outgoing'], [], 200, null],
            'no such source' => ['GET', ['api' => 'source', 'id' => '77'], [], 404, 'not_found'],
            'notice is the client\'s' => ['GET', ['api' => 'notice'], [], 404, 'not_found'],
            'GET changes nothing' => ['GET', ['api' => 'act'] + $source, [], 405, 'method'],
            'HEAD changes nothing' => ['HEAD', ['api' => 'act'] + $source, [], 405, 'method'],
            'act' => ['POST', ['api' => 'act'], $source, 200, null],
            'act without a token' => ['POST', ['api' => 'act'], ['token' => ''] + $source, 403, 'token'],
            'act with another token' => ['POST', ['api' => 'act'], ['token' => str_repeat('0', 40)] + $source, 403, 'token'],
            'act with an action that does not exist' => ['POST', ['api' => 'act'], ['do' => 'perform'], 400, 'invalid_input'],
            'act that cannot be done' => ['POST', ['api' => 'act'], ['do' => 'enableSource', 'source' => '77', 'enabled' => '1'], 400, 'invalid_input'],
            'trial without a document' => ['POST', ['api' => 'trial'], ['currency' => 'USD', 'amount' => '10.00'], 400, 'invalid_input'],
            'trial' => ['POST', ['api' => 'trial'], ['document' => self::POLICY, 'currency' => 'USD', 'amount' => '10.00'], 200, null],
            'drill' => ['POST', ['api' => 'drill'], ['service' => '1', 'length' => '14400000'], 200, null],
            'drill of a service without a policy' => ['POST', ['api' => 'drill'], ['service' => self::THEIRS, 'length' => '14400000'], 400, 'invalid_input'],
            'trial by GET' => ['GET', ['api' => 'trial'], [], 405, 'method'],
            'drill of another length' => ['POST', ['api' => 'drill'], ['service' => self::MINE, 'length' => '1'], 400, 'invalid_input'],
            'drill of no service' => ['POST', ['api' => 'drill'], ['service' => '77', 'length' => '720000'], 404, 'not_found'],
            'drill without a token' => ['POST', ['api' => 'drill'], ['token' => '', 'service' => self::MINE, 'length' => '720000'], 403, 'token'],
        ];
    }

    /**
     * @dataProvider adminRows
     *
     * @param array<string, mixed>  $query
     * @param array<string, string> $form
     */
    public function testAnAdminAsks(string $method, array $query, array $form, int $status, ?string $code): void
    {
        $this->world();
        if (in_array($query['api'], ['drill', 'trial'], true)) {
            ShippedModule::hasEngine() || self::markTestSkipped('no engine: run make wasm first');
            $hash = $this->ledger()->policies->put(self::POLICY, 'Standard', 1);
            $this->ledger()->assignments->add('service', self::MINE, $hash, 1767225600000, 'admin:1', 1);
        }
        [$entries, $balance] = [$this->ledger()->entries->count(), Capsule::table('tblclients')->where('id', 1)->value('credit')];
        $before = Capsule::table('mod_makegood_sources')->count();
        $response = $this->ask('output', $method, ['module' => 'makegood'] + $query, $form + ['token' => generate_token('plain')]);
        $this->check($response, $method, $status, $code);
        self::assertSame([], $this->failuresLogged());
        self::assertSame([$entries, $balance], [$this->ledger()->entries->count(), Capsule::table('tblclients')->where('id', 1)->value('credit')]);
        self::assertSame($before + (int) ($query['api'] === 'act' && $status === 200), Capsule::table('mod_makegood_sources')->count());
    }

    public function testADrillTellsTheWholeStory(): void
    {
        ShippedModule::hasEngine() || self::markTestSkipped('no engine: run make wasm first');
        $this->world();
        $hash = $this->ledger()->policies->put(self::POLICY, 'Standard', 1);
        $this->ledger()->assignments->add('service', self::MINE, $hash, 1767225600000, 'admin:1', 1);
        $drill = self::json($this->ask('output', 'POST', ['api' => 'drill'], ['service' => '1', 'length' => '14400000', 'token' => generate_token('plain')]));
        self::assertSame(['1.00', 'posted', 'drill'], [$drill['credit']['gross'], $drill['credit']['state'], $drill['credit']['entry']]);
        self::assertSame('posted', end($drill['story'])['what']);
    }

    /** In dry run a client may read what is on their account, and of nothing else. */
    public function testInDryRunNothingThatIsToComeIsTold(): void
    {
        $this->world();
        $waiting = Fixtures::waiting($this->ledger(), '1', self::MINE, '3.33', '2026-01', 1);
        $entry = (string) $this->ledger()->postings->byId($waiting)['entry_id'];
        foreach (['live' => [200, ['pending', 'posted']], 'dry' => [404, ['posted']]] as $mode => [$status, $states]) {
            $this->ledger()->meta->put('mode', $mode);
            $_SESSION = ['uid' => 1];
            $this->check($this->askClient('GET', ['api' => 'credit', 'entry' => $entry]), 'GET', $status, $status === 200 ? null : 'not_found');
            $this->check($this->askClient('GET', ['api' => 'credit', 'entry' => self::MINE]), 'GET', 200, null);
            $preview = self::json($this->askClient('GET', ['api' => 'preview']));
            self::assertSame($states, array_column($preview['credits'], 'state'));
            $_SESSION = ['adminid' => 1];
            $staff = self::json($this->ask('output', 'GET', ['api' => 'preview', 'client' => '1']));
            self::assertSame(['pending', 'posted'], array_column($staff['credits'], 'state'));
        }
    }

    /** The engine is half a second without OPcache: whoever asks in a loop gets what was said before. */
    public function testAskingAgainLoadsNoEngine(): void
    {
        ShippedModule::hasEngine() || self::markTestSkipped('no engine: run make wasm first');
        $this->world();
        $this->ledger()->meta->put('mode', 'live');
        $_SESSION = ['uid' => 1];
        $first = $this->askClient('GET', ['api' => 'preview'])->body;
        self::assertTrue(json_decode(json_decode($first, true)['invoice']['answer'], true)['ok']);
        $mark = '{"ok":true,"invoices":[],"warnings":[]}';
        $_SESSION['makegood_answers'] = array_map(static fn (): string => $mark, $_SESSION['makegood_answers']);
        self::assertSame($mark, self::json($this->askClient('GET', ['api' => 'preview']))['invoice']['answer'], 'what the session holds');
        Capsule::table('tblclients')->where('id', 1)->update(['credit' => '5.00']);
        self::assertNotSame($mark, self::json($this->askClient('GET', ['api' => 'preview']))['invoice']['answer'], 'another question');
        $_SESSION = ['uid' => 1];
        Capsule::table('tblclients')->where('id', 1)->update(['credit' => '0.00']);
        self::assertSame($first, $this->askClient('GET', ['api' => 'preview'])->body, 'another session');
    }

    public function testWhatAnActionSays(): void
    {
        $form = ['do' => 'addSource', 'vendor' => 'pingdom', 'name' => 'P', 'group' => '', 'token' => generate_token('plain')];
        $said = self::json($this->ask('output', 'POST', ['api' => 'act'], $form));
        self::assertMatchesRegularExpression('#webhook\.php\?s=1\.[0-9a-f]{64}#', $said['html']);
        self::assertStringContainsString('was added', $said['message']);
        self::assertDoesNotMatchRegularExpression('/[<>&]|\s\s/', $said['message']);
    }

    /** @return array<string, array{string, string, string, int, ?string, string}> document, currency, amount, status, code, path */
    public static function trials(): array
    {
        $policy = '{"schema":1,"name":"R&D \u00e9 &amp;","zone":"UTC","maintenance":{"rule":"counted"},"schedule":{"family":"uptimeTiers","tiers":[{"below":"99.9","percent":"10"}]}}';

        return [
            'a policy' => [$policy, 'USD', '10.00', 200, null, ''],
            'tiers in the wrong order' => [str_replace('"99.9"', '"199.9"', $policy), 'USD', '10.00', 400, null, 'schedule.tiers[0].below'],
            'not JSON' => ['{', 'USD', '10.00', 400, 'invalid_input', ''],
            'no object' => ['[]', 'USD', '10.00', 400, 'invalid_input', ''],
            'no currency' => [$policy, 'XXQ', '10.00', 400, null, 'clients[0].currency'],
            'too many decimals' => [$policy, 'USD', '10.001', 400, null, 'services[0].charges[0].amount'],
            'a currency of four letters' => [$policy, 'USDT', '10.00', 400, 'invalid_input', ''],
            'a document that is too long' => [str_repeat(' ', 70_000), 'USD', '10.00', 400, 'invalid_input', ''],
        ];
    }

    /** @dataProvider trials */
    public function testAPolicyIsTriedOut(string $document, string $currency, string $amount, int $status, ?string $code, string $path): void
    {
        ShippedModule::hasEngine() || self::markTestSkipped('no engine: run make wasm first');
        foreach (['yes', 'no'] as $escaped) {
            Assumptions::set('input.escaped', $escaped);
            $form = ['document' => $document, 'currency' => $currency, 'amount' => $amount, 'token' => generate_token('plain')];
            $form = $escaped === 'yes' ? array_map(static fn (string $text): string => htmlspecialchars($text, ENT_QUOTES), $form) : $form;
            $response = $this->ask('output', 'POST', ['api' => 'trial'], $form);
            self::assertSame($status, $response->status, $response->body);
            $body = self::json($response);
            if ($status === 200) {
                self::assertSame(['ok', 'request', 'answer', 'lengths'], array_keys($body));
                self::assertCount(count($body['lengths']), json_decode($body['answer'], true)['results']);
                continue;
            }
            self::assertSame($path, $body['errors'][0]['path'], $response->body);
            self::assertSame($code ?? $body['errors'][0]['code'], $body['errors'][0]['code']);
        }
    }

    public function testWithoutAnEngineATrialSaysSo(): void
    {
        ShippedModule::hasEngine() || self::markTestSkipped('no engine: run make wasm first');
        $manifest = ShippedModule::directory() . '/engine/manifest.json';
        $bytes = (string) file_get_contents($manifest);
        file_put_contents($manifest, '{}');
        try {
            $response = $this->ask('output', 'POST', ['api' => 'trial'], ['document' => '{}', 'currency' => 'USD', 'amount' => '1', 'token' => generate_token('plain')]);
        } finally {
            file_put_contents($manifest, $bytes);
        }
        $this->check($response, 'POST', 503, 'engine');
        self::assertStringNotContainsString('manifest', $response->body);
    }

    public function testSomebodyElsesAndNothingAnswerTheSameBytes(): void
    {
        $this->world();
        $_SESSION = ['uid' => 1];
        $pairs = [
            [['api' => 'credit', 'entry' => self::THEIRS], ['api' => 'credit', 'entry' => '77']],
            [['api' => 'timeline', 'service' => self::THEIRS, 'period' => '2026-02'], ['api' => 'timeline', 'service' => '77', 'period' => '2026-02']],
        ];
        foreach ($pairs as [$theirs, $nothing]) {
            self::assertEquals($this->askClient('GET', $nothing), $this->askClient('GET', $theirs));
        }
    }

    public function testNoParameterChoosesTheClient(): void
    {
        $this->world();
        $_SESSION = ['uid' => 1];
        $query = ['client' => '2', 'clientid' => '2', 'userid' => '2', 'uid' => '2'];
        self::assertSame('1', self::json($this->askClient('GET', ['api' => 'preview'] + $query))['client']);
    }

    /** @return array<string, array{array<string, mixed>, int, int}> session, status where the panel tells permissions, and where it does not */
    public static function visitors(): array
    {
        return [
            'nobody' => [[], 403, 403],
            'a client that is gone' => [['uid' => 999], 403, 403],
            'the owner' => [['uid' => 1], 200, 200],
            'a delegated user who may see invoices' => [['uid' => 1, 'delegate' => ['products', 'invoices']], 200, 403],
            'a delegated user who may not' => [['uid' => 1, 'delegate' => ['products']], 403, 403],
            'a delegated user without any permission' => [['uid' => 1, 'delegate' => []], 403, 403],
            'staff as the client' => [['uid' => 1, 'adminid' => 1, 'delegate' => []], 200, 200],
            'staff without a client' => [['adminid' => 1], 403, 403],
        ];
    }

    /**
     * @dataProvider visitors
     *
     * @param array<string, mixed> $session
     */
    public function testWhoMayReadAClientsData(array $session, int $told, int $untold): void
    {
        $this->world();
        foreach (['told' => $told, 'untold' => $untold] as $assumption => $status) {
            Assumptions::set('user.permissions', $assumption);
            $_SESSION = $session;
            $this->check($this->askClient('GET', ['api' => 'credit', 'entry' => self::MINE]), 'GET', $status, $status === 200 ? null : 'forbidden');
        }
    }

    /** @return array<string, array{array<string, mixed>}> */
    public static function strangers(): array
    {
        return ['nobody' => [[]], 'a role without access' => [['adminid' => 2]], 'a client' => [['uid' => 1]], 'staff that is gone' => [['adminid' => 99]]];
    }

    /**
     * @dataProvider strangers
     *
     * @param array<string, mixed> $session
     */
    public function testAStrangerIsToldNothing(array $session): void
    {
        $this->world();
        $_SESSION = $session;
        foreach (['outgoing', 'nonsense', ''] as $name) {
            $this->check($this->ask('output', 'GET', ['api' => $name]), 'GET', 403, 'forbidden');
        }
        $form = ['do' => 'addSource', 'vendor' => 'pingdom', 'name' => 'P', 'group' => '', 'token' => generate_token('plain')];
        $this->check($this->ask('output', 'POST', ['api' => 'act'], $form), 'POST', 403, 'forbidden');
        self::assertSame(0, Capsule::table('mod_makegood_sources')->count());
    }

    public function testAFailureSaysNothingAndTheLogKeepsNoSecret(): void
    {
        $this->world();
        $_SESSION = ['uid' => 1];
        Capsule::schema()->drop('mod_makegood_entries');
        $this->check($this->askClient('GET', ['api' => 'credit', 'entry' => '1']), 'GET', 500, 'internal');
        self::assertStringNotContainsString('mod_makegood', $this->answer->body);
        $log = implode("\n", $this->failuresLogged());
        self::assertStringContainsString('an endpoint failed', $log);
        self::assertDoesNotMatchRegularExpression('/[0-9a-f]{32}/', $log);
    }

    /** @param array<string, mixed> $query */
    private function askClient(string $method, array $query): \Makegood\Pages\Http\Response
    {
        return $this->ask('clientarea', $method, ['m' => 'makegood'] + $query);
    }

    private function check(\Makegood\Pages\Http\Response $response, string $method, int $status, ?string $code): void
    {
        self::assertSame($status, $response->status, $response->body);
        self::assertSame('application/json; charset=utf-8', $response->headers['Content-Type']);
        self::assertSame('nosniff', $response->headers['X-Content-Type-Options']);
        self::assertSame('no-store', $response->headers['Cache-Control']);
        self::assertSame($status === 405, isset($response->headers['Allow']));
        if ($method === 'HEAD') {
            self::assertSame('', $response->body);

            return;
        }
        $body = self::json($response);
        self::assertSame($code === null, $body['ok']);
        if ($code !== null) {
            self::assertSame(['code', 'message', 'help', 'path'], array_keys($body['errors'][0]));
            self::assertSame([$code, ''], [$body['errors'][0]['code'], $body['errors'][0]['path']]);
        }
    }
}
