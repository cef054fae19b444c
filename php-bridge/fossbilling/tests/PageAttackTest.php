<?php

/** The admin area over HTTP: nobody, a client, staff without the right and forged forms see and change nothing, whatever page, action or call they try. */

declare(strict_types=1);

namespace Makegood\Fossbilling\Tests;

use FossSandbox\Profile;
use Makegood\Pages\Admin\Actions;
use Makegood\Pages\Http\AdminEndpoints;

class PageAttackTest extends ModuleTestCase
{
    use Served;

    private const TABS = ['', 'overview', 'outages', 'credits', 'review', 'claims', 'deliveries', 'policies', 'health', 'settings', 'setup'];
    private const CALLS = ['status', 'outgoing', 'run', 'client'];
    private const PAGE = '/admin/makegood';

    /** Fields that any of the actions could want, all at once. */
    private const FIELDS = 'vendor=pingdom&name=Evil&group=evil&id=1&source=1&target=1&subject=server:1&service=1&period=2026-03&document={}&scope=product&scopeId=1'
        . '&decision=accept&case=1&outage=1&enabled=1&trusted=1&from=2026-03&clients=1&note=x&kind=abuse&flag=unpaid&preset=x&length=3600000&confirm=1';

    public function testWhoMayNotReadSeesNothing(): void
    {
        [$session] = $this->prepared();
        $before = $this->booksHash();
        foreach (['nobody' => '', 'a client' => 'sandbox_client=1', 'staff without access' => "sandbox_admin=2; $session", 'staff that is not there' => 'sandbox_admin=99'] as $who => $cookie) {
            foreach ($who === 'staff without access' ? self::TABS : ['', 'credits'] as $tab) {
                $this->refused("$who, tab $tab", $this->ask('GET', self::PAGE . "?tab=$tab", $cookie));
            }
            foreach (self::constant(AdminEndpoints::class, 'METHODS') as $api => $method) {
                $this->refused("$who, endpoint $api", $this->ask($method, self::PAGE . "?api=$api&id=1&entry=1&service=1&period=2026-03&client=1", $cookie, $method === 'GET' ? '' : self::FIELDS));
            }
            foreach (self::CALLS as $call) {
                $this->refused("$who, call $call", $this->ask('POST', "/api/admin/makegood/$call", $cookie, '{"id":1}', ['Content-Type' => 'application/json']));
            }
        }
        self::assertSame($before, $this->booksHash());
    }

    /** The token is right, and so is the session: only the right is missing. */
    public function testWhoMayNotChangeChangesNothing(): void
    {
        [$session, $token] = $this->prepared();
        $before = $this->booksHash();
        foreach (['no access' => [], 'may read' => ['access' => true], 'may save settings' => ['access' => true, 'manage_settings' => true]] as $who => $permissions) {
            $this->sql(Profile::is('0.7') ? 'UPDATE admin SET permissions = ? WHERE id = 2' : 'UPDATE admin_group SET permissions = ? WHERE id = 2', [json_encode(['makegood' => $permissions])]);
            $permissions === [] || self::assertSame(200, $this->ask('GET', self::PAGE, "sandbox_admin=2; $session")[0], 'reading is allowed');
            $actions = array_keys(self::constant(Actions::class, 'KNOWN'));
            foreach ($who === 'may read' ? $actions : ['addSource', 'goLive', 'decideCase'] as $i => $action) {
                $url = $i % 2 === 0 ? self::PAGE : self::PAGE . '?api=act';
                $this->refused("$who, $action", $this->ask('POST', $url, "sandbox_admin=2; $session", "do=$action&token=$token&" . self::FIELDS));
            }
            self::assertSame($before, $this->booksHash(), $who);
        }
        // The same form by somebody who may: so it was the right that was missing.
        $this->ask('POST', self::PAGE, "sandbox_admin=1; $session", "do=addSource&token=$token&" . self::FIELDS);
        self::assertNotSame($before, $this->booksHash());
    }

    public function testAForgedFormChangesNothing(): void
    {
        [$session, $token] = $this->prepared();
        [, $other] = $this->sessionAndToken();
        $before = $this->booksHash();
        $tokens = ['none' => '', 'empty' => 'token=', 'another session\'s' => "token=$other", 'as a list' => "token[]=$token", 'one character less' => 'token=' . substr($token, 1),
            'the panel\'s' => 'CSRFToken=' . $token, 'in capitals' => 'token=' . strtoupper($token)];
        foreach (array_keys(self::constant(Actions::class, 'KNOWN')) as $i => $action) {
            foreach ([self::PAGE, self::PAGE . '?api=act'] as $j => $url) {
                $name = array_keys($tokens)[($i + $j) % count($tokens)];
                $this->forged("$action, token: $name", $this->ask('POST', $url, "sandbox_admin=1; $session", "do=$action&{$tokens[$name]}&" . self::FIELDS));
            }
        }
        foreach ($tokens as $name => $field) {
            foreach (['drill', 'trial'] as $api) {
                $this->forged("$api, token: $name", $this->ask('POST', self::PAGE . "?api=$api", "sandbox_admin=1; $session", "$field&" . self::FIELDS));
            }
        }
        $this->forged('a token in the address', $this->ask('POST', self::PAGE . "?token=$token", "sandbox_admin=1; $session", 'do=goDry&' . self::FIELDS));
        $this->forged('a token as JSON', $this->ask('POST', self::PAGE, "sandbox_admin=1; $session", '{"do":"goDry","token":"' . $token . '"}', ['Content-Type' => 'application/json']));
        $this->ask('GET', self::PAGE . "?do=addSource&token=$token&" . self::FIELDS, "sandbox_admin=1; $session");
        self::assertSame(405, $this->ask('GET', self::PAGE . "?api=act&do=addSource&token=$token", "sandbox_admin=1; $session")[0]);
        $this->refused('the panel\'s API without its token', $this->ask('POST', '/api/admin/makegood/run', "sandbox_admin=1; $session", '{}', ['Content-Type' => 'application/json']));
        self::assertSame($before, $this->booksHash());
    }

    /** With staff's own token of the panel's API: no session and no form stands in the way. */
    public function testCallsAskForTheRight(): void
    {
        $this->prepared();
        $this->sql("UPDATE admin SET api_token = 'of-two' WHERE id = 2");
        $before = $this->booksHash();
        foreach (['no access' => [[], 0], 'may read' => [['access' => true], 3], 'may change' => [['access' => true, 'manage' => true], 4]] as $who => [$permissions, $open]) {
            $this->sql(Profile::is('0.7') ? 'UPDATE admin SET permissions = ? WHERE id = 2' : 'UPDATE admin_group SET permissions = ? WHERE id = 2', [json_encode(['makegood' => $permissions])]);
            $answered = [];
            foreach (['status', 'outgoing', 'client', 'run'] as $call) {
                [, $body] = $this->ask('POST', "/api/admin/makegood/$call", '', '{"id":1}', ['Content-Type' => 'application/json', 'Authorization' => 'Basic ' . base64_encode('admin:of-two')]);
                str_contains($body, '"result":null') || $answered[] = $call;
            }
            self::assertSame(array_slice(['status', 'outgoing', 'client', 'run'], 0, $open), $answered, $who);
            $open === 4 || self::assertSame($before, $this->booksHash(), $who);
        }
    }

    /** @return array{string, string} session, token */
    private function prepared(): array
    {
        $this->order(['title' => 'Victim']);
        $this->sql("UPDATE service_hosting SET sld = 'victim'");
        $this->month();
        $this->serve('2026-04-05T07:00:00Z');
        // The first page may bring tables and derived rows up to date.
        return $this->sessionAndToken();
    }

    /** @param array{int, string, string} $answer */
    private function refused(string $what, array $answer): void
    {
        [$status, $body, $headers] = $answer;
        self::assertTrue(in_array($status, [401, 403], true) || ($status === 302 && preg_match('#^Location: .*login#mi', $headers) === 1), "$what: $status");
        self::assertStringNotContainsStringIgnoringCase('victim', $body, $what);
        self::assertDoesNotMatchRegularExpression('/name="do"|makegood:[0-9a-f]{32}|class="mg-/', $body, $what);
    }

    /** @param array{int, string, string} $answer */
    private function forged(string $what, array $answer): void
    {
        self::assertSame(403, $answer[0], $what);
    }

    /** @return array<string, string> a closed list of the program's own, so that a new entry is tried, too */
    private static function constant(string $class, string $name): array
    {
        return (new \ReflectionClassConstant($class, $name))->getValue();
    }
}
