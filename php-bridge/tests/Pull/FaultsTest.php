<?php

/** What goes wrong with a monitor's API: said in words, nothing lost, and the next sound run has everything. */

declare(strict_types=1);

namespace Makegood\Tests\Pull;

use Makegood\Instant;
use Makegood\Run\Probe;
use Makegood\Tests\Support\Monitors;
use Makegood\Tests\Support\OnSqlite;
use Makegood\Tests\Support\SlowWire;
use Makegood\Tests\Support\World;

final class FaultsTest extends PullTestCase
{
    use OnSqlite;

    private const NOW = '2026-03-05T03:00:00Z';
    private const EDGES = ['801 down state 2026-03-04T12:00:00Z exact', '801 up state 2026-03-04T14:00:00Z exact'];
    private string $source;

    protected function setUp(): void
    {
        parent::setUp();
        self::$monitors->checks([['id' => '801'], ['id' => '802']]);
        self::$monitors->outages([['801', '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z']]);
    }

    /** No key, and nothing that could be one, is in any table. */
    protected function tearDown(): void
    {
        $db = $this->world->ledger->db;
        $texts = [];
        foreach ($db->rows("SELECT name FROM sqlite_master WHERE type = 'table'") as $table) {
            foreach ($db->rows('SELECT * FROM ' . $table['name']) as $row) {
                array_push($texts, ...array_map('strval', array_values($row)));
            }
        }
        $all = implode("\n", [...$texts, ...$this->world->panel->logged]);
        foreach ([...Monitors::KEYS, 'wrong-key-of-mine', 'p"w', 'p\"w'] as $key) {
            foreach ([$key, rawurlencode($key), base64_encode($key), trim(base64_encode($key), '=')] as $written) {
                self::assertStringNotContainsString($written, $all);
            }
        }
        parent::tearDown();
    }

    private function monitor(string $vendor, string $key): string
    {
        $this->source = $this->world->source($vendor);
        $this->world->account($this->source, $key, $vendor === 'prometheus' ? ['url' => 'https://prometheus.example.com'] : null);
        return $this->source;
    }

    /** @return array<string, array{list<array<string, mixed>>, ?string, int}> faults, problem, deliveries stored by Pingdom's two checks in this run */
    public static function faults(): array
    {
        $outage = ['at' => 'summary.outage/801'];
        return [
            'too many requests, for a moment' => [[['kind' => 'status', 'status' => 429, 'headers' => ['Retry-After' => '1'], 'times' => 1]], null, 2],
            'too many requests, for longer than a run lasts' => [
                [['kind' => 'status', 'status' => 429, 'headers' => ['Retry-After' => '900'], 'times' => 1] + $outage], 'Pingdom asks to wait (429).', 0,
            ],
            'too many requests, until a date' => [
                [['kind' => 'status', 'status' => 429, 'headers' => ['Retry-After' => 'Thu, 05 Mar 2026 03:00:02 GMT', 'Date' => 'Thu, 05 Mar 2026 03:00:00 GMT'], 'times' => 1]], null, 2,
            ],
            'nearly too many requests, says the head of the answer' => [
                [['kind' => 'headers', 'headers' => ['Req-Limit-Short' => 'Remaining: 2 Time until reset: 3589'], 'times' => 1]],
                'Pingdom asks to wait: its limit of requests is nearly reached.', 0,
            ],
            'a trouble of the server, then right' => [[['kind' => 'status', 'status' => 500, 'times' => 2]], null, 2],
            'a trouble of the server that lasts' => [[['kind' => 'status', 'status' => 503]], 'Pingdom has trouble of its own (503).', 0],
            'the list is refused' => [[['kind' => 'status', 'status' => 400]], 'Pingdom refuses the question (400).', 0],
            'the key may not read' => [[['kind' => 'status', 'status' => 403]], 'Pingdom says the key may not read this (403).', 0],
            'nobody answers' => [[['kind' => 'refuse']], 'Pingdom cannot be reached, or its certificate is not valid.', 0],
            'an answer cut off, then right' => [[['kind' => 'cut', 'times' => 1]], null, 2],
            'answers cut off' => [[['kind' => 'cut']], 'Pingdom broke off in the middle of its answer.', 0],
            'a huge answer' => [[['kind' => 'huge']], 'Pingdom gave an answer that is too large.', 0],
            'a redirect to another host' => [
                [['kind' => 'redirect', 'to' => 'https://example.com/steal']], 'Pingdom points to another address (302), which is not followed.', 0,
            ],
            'no JSON' => [[['kind' => 'body', 'body' => '<html>Maintenance</html>']], 'Pingdom gave an answer that is not JSON.', 0],
            'JSON of something else' => [[['kind' => 'body', 'body' => '{"hello":[1,2]}']], 'Pingdom gave an answer that is not what its API documents.', 0],
            'JSON too deep' => [[['kind' => 'body', 'body' => str_repeat('[', 100) . str_repeat(']', 100)]], 'Pingdom gave an answer that is not JSON.', 0],
            'one check that cannot be read: the other is' => [[['kind' => 'status', 'status' => 500] + $outage], 'Pingdom has trouble of its own (500).', 1],
            'one check whose answer is wrong: the other is read' => [
                [['kind' => 'body', 'body' => '{"summary":{}}'] + $outage], 'Pingdom gave an answer that is not what its API documents.', 1,
            ],
        ];
    }

    /** @dataProvider faults @param list<array<string, mixed>> $faults */
    public function testAFaultIsSaidAndLosesNothing(array $faults, ?string $problem, int $stored): void
    {
        $source = $this->monitor('pingdom', Monitors::KEYS['pingdom']);
        self::$monitors->faults(...$faults);
        $summary = $this->night(self::NOW);
        self::assertSame($problem, $this->source($source)['pull_problem']);
        self::assertSame($problem === null ? [] : ["pull/$source: $problem"], $summary->problems);
        self::assertSame($problem === null ? Instant::ms(self::NOW) : null, $this->source($source)['pull_cursor_ms'] === null ? null : (int) $this->source($source)['pull_cursor_ms']);
        self::assertSame([$stored, $stored], [$summary->pulled, $this->world->ledger->deliveries->count()]);
        self::assertSame($problem === null ? 1 : 0, count($this->world->ledger->pulls->recent($source, 9)), 'a sign of life only for what was read');

        self::$monitors->faults();
        $this->night('2026-03-05T05:00:00Z');
        self::assertNull($this->source($source)['pull_problem']);
        self::assertSame([], array_diff(self::EDGES, $this->observations()));
        self::assertSame([], $this->world->ledger->meta->startingWith('problem/'));
        $count = $this->world->ledger->observations->count();
        $this->night('2026-03-05T05:05:00Z');
        self::assertSame($count, $this->world->ledger->observations->count());
    }

    /** @return array<string, array{string, string, string}> */
    public static function keys(): array
    {
        return [
            'Pingdom' => ['pingdom', 'Pingdom says the key is not valid (401).', '/checks'],
            'UptimeRobot, neither version takes it' => ['uptimerobot', 'UptimeRobot says the key is not valid (401).', '/v2/'],
            'StatusCake' => ['statuscake', 'StatusCake says the key is not valid (401).', '/v1/'],
            'updown.io' => ['updown', 'updown.io says the key is not valid (401).', '/api/checks'],
            'Better Stack' => ['better-stack', 'Better Stack says the key is not valid (401).', '/incidents'],
            'Prometheus' => ['prometheus', 'Prometheus says the key is not valid (401).', '/query_range'],
        ];
    }

    /** @dataProvider keys */
    public function testAWrongKeyIsAskedEverLessOftenAndAnotherOneAtOnce(string $vendor, string $problem, string $at): void
    {
        $source = $this->monitor($vendor, 'wrong-key-of-mine');
        foreach (range(0, 24) as $step) { // two hours, a run every five minutes
            $this->night(Instant::iso(Instant::ms(self::NOW) + $step * 300_000));
            self::assertSame($problem, $this->source($source)['pull_problem']);
        }
        $asked = array_filter(self::$monitors->log(), static fn (array $entry): bool => str_contains($entry['url'], $at));
        // at once, in the next run, then after 10, 20, 40 minutes (80 more are beyond)
        self::assertCount(5, $asked);
        self::assertSame(1, count($this->world->ledger->events->since('0', 'problem')), 'said once');

        $this->world->account($source, $vendor === 'prometheus' ? 'key-of-prometheus' : Monitors::KEYS[strtr($vendor, ['-' => ''])], $vendor === 'prometheus' ? ['url' => 'https://prometheus.example.com'] : null);
        $this->night('2026-03-05T05:05:00Z');
        self::assertNull($this->source($source)['pull_problem']);
        self::assertGreaterThan(0, $this->world->ledger->observations->count());
    }

    /** That a wire gives a slow answer up in time HttpTest shows; here it just has, and what counts is who is asked in which order. */
    public function testASlowAnswerIsGivenUpAndTheOthersAreAsked(): void
    {
        $wire = new SlowWire('/3.1/', Monitors::wire());
        $this->world = new World($this->connect(), $this->temporaryDirectory(), null, self::$monitors->http($wire));
        $source = $this->monitor('pingdom', Monitors::KEYS['pingdom']);
        $other = $this->world->source('updown');
        $this->world->account($other, Monitors::KEYS['updown']);
        // No time at all: whoever comes first is asked one question, and nobody else.
        $this->inNoTime(self::NOW);
        self::assertSame(['slow'], $wire->asked);
        self::assertSame('Pingdom did not answer in time.', $this->source($source)['pull_problem']);
        $this->inNoTime('2026-03-05T03:20:00Z');
        self::assertSame(['slow', 'other'], $wire->asked, 'the slow one does not take the others\' turn');
        $wire->asked = [];
        $this->night('2026-03-05T03:40:00Z');
        self::assertSame(['other', 'slow'], array_values(array_unique($wire->asked)), 'and comes last where there is time for all');
        self::assertSame('slow', $wire->asked[count($wire->asked) - 1]);
        self::assertNotNull($this->source($other)['pull_cursor_ms']);
        self::assertNull($this->source($source)['pull_cursor_ms']);
    }

    private function inNoTime(string $iso): void
    {
        $this->clock($iso);
        $this->world->runWith($this->world->panel, $this->world->engine, 0);
    }

    public function testADeletedCheckIsSaidAndTheOthersAreRead(): void
    {
        foreach ([['pingdom', 'pingdom', 'Pingdom'], ['updown', 'updown', 'updown.io']] as [$vendor, $key, $name]) {
            $source = $this->monitor($vendor, Monitors::KEYS[$key]);
            $this->world->watch($source, '799', 'server:1');
            $this->night(self::NOW);
            self::assertSame("$name has no check 799 any more (404).", $this->source($source)['pull_problem']);
            self::assertSame(Instant::ms(self::NOW), (int) $this->source($source)['pull_cursor_ms']);
            self::assertCount(1, $this->world->ledger->pulls->recent($source, 9));
        }
        self::assertSame([], array_diff(self::EDGES, $this->observations()));
    }

    public function testWhereNothingButDeletedChecksIsLeftThereIsNoSignOfLife(): void
    {
        self::$monitors->checks([]);
        $source = $this->monitor('pingdom', Monitors::KEYS['pingdom']);
        $this->world->watch($source, '799', 'server:1');
        $this->night(self::NOW);
        self::assertSame('Pingdom lists no checks for this key. Pingdom has no check 799 any more (404).', $this->source($source)['pull_problem']);
        self::assertCount(0, $this->world->ledger->pulls->recent($source, 9));
        self::assertSame(Instant::ms(self::NOW), (int) $this->source($source)['pull_cursor_ms'], 'it is asked again tomorrow, not for ever');
    }

    public function testACheckThatStatusCakeDoesNotListIsSaid(): void
    {
        $source = $this->monitor('statuscake', Monitors::KEYS['statuscake']);
        $this->world->watch($source, 'https://gone.example.com', 'server:1');
        $this->night(self::NOW);
        self::assertSame('StatusCake does not list check https://gone.example.com any more.', $this->source($source)['pull_problem']);
    }

    public function testAPausedCheckIsSaidIfItIsMappedAndVotesNothing(): void
    {
        self::$monitors->checks([['id' => '801', 'paused' => true], ['id' => '802', 'paused' => true]]);
        self::$monitors->outages([]);
        foreach ([['pingdom', 'pingdom', 'Pingdom', '801'], ['updown', 'updown', 'updown.io', '801'], ['statuscake', 'statuscake', 'StatusCake', 'https://web801.example.com']] as [$vendor, $key, $name, $target]) {
            $source = $this->monitor($vendor, Monitors::KEYS[$key]);
            $this->world->watch($source, $target, 'server:1');
            $this->night(self::NOW);
            self::assertSame("Check $target is paused at $name: it sees nothing.", $this->source($source)['pull_problem']);
        }
        self::assertSame([], array_filter($this->observations(), static fn (string $seen): bool => str_contains($seen, ' down ') || str_contains($seen, ' up ')));
    }

    public function testAClockThatIsWrongIsSaid(): void
    {
        $source = $this->monitor('better-stack', Monitors::KEYS['betterstack']);
        self::$monitors->faults(['kind' => 'skew', 'ms' => 660_000]);
        $this->night(self::NOW);
        self::assertSame('The clocks of Better Stack and of this server are 11 minutes apart.', $this->source($source)['pull_problem']);
        self::assertSame(self::EDGES, $this->observations(), 'what it says of the past is not less true');
    }

    public function testPagesThatGoInCirclesEnd(): void
    {
        $page = '{"data":[],"pagination":{"next":"https://uptime.betterstack.com/api/v3/incidents?page=%d"}}';
        self::$monitors->faults(
            ['kind' => 'body', 'body' => sprintf($page, 2), 'at' => 'page=1$', 'times' => 1],
            ['kind' => 'body', 'body' => sprintf($page, 3), 'at' => 'page=2$', 'times' => 1],
            ['kind' => 'body', 'body' => sprintf($page, 2), 'at' => 'page='],
        );
        $source = $this->monitor('better-stack', Monitors::KEYS['betterstack']);
        $this->night(self::NOW);
        self::assertSame('Better Stack gives the same pages again and again; the range is asked for again.', $this->source($source)['pull_problem']);
        self::assertCount(3, self::$monitors->log());
        self::assertNull($this->source($source)['pull_cursor_ms']);
        self::$monitors->faults();
        $this->night('2026-03-05T03:05:00Z');
        self::assertSame([null, self::EDGES], [$this->source($source)['pull_problem'], $this->observations()]);
    }

    public function testALinkToAnotherHostIsReadForItsPageOnly(): void
    {
        self::$monitors->faults(['kind' => 'body', 'body' => '{"data":[],"pagination":{"next":"http://169.254.169.254/latest?page=2"}}', 'at' => 'page=1$', 'times' => 1]);
        $source = $this->monitor('better-stack', Monitors::KEYS['betterstack']);
        $this->night(self::NOW);
        self::assertNull($this->source($source)['pull_problem']);
        self::assertStringEndsWith('&per_page=50&page=2', self::$monitors->log()[1]['url']);
    }

    public function testAKeyThatCannotBeOpenedIsSaidAndAChangedPanelKeyHarmsNobodyElse(): void
    {
        $source = $this->monitor('pingdom', Monitors::KEYS['pingdom']);
        $this->world->ledger->sources->setApi($source, '1pg:' . base64_encode(random_bytes(48)), null);
        $other = $this->world->source('updown');
        $this->world->account($other, Monitors::KEYS['updown']);
        $this->night(self::NOW);
        self::assertSame('The API key of Pingdom cannot be opened any more; enter it again.', $this->source($source)['pull_problem']);
        self::assertNull($this->source($other)['pull_problem']);
        self::assertNotNull($this->source($other)['pull_cursor_ms']);
    }

    /** @return array<string, array{array<string, mixed>, string}> */
    public static function settings(): array
    {
        return [
            'plain HTTP' => [['url' => 'http://prometheus.example.com'], 'The address of Prometheus begins with https:// and has neither user nor query.'],
            'a password in the address' => [['url' => 'https://a:b@prometheus.example.com'], 'The address of Prometheus begins with https:// and has neither user nor query.'],
            'a word too many' => [['url' => 'https://prometheus.example.com', 'proxy' => 'x'], 'Prometheus has the settings url, query, step and auth, and no others.'],
            'a step below what a limit allows' => [['url' => 'https://prometheus.example.com', 'step' => 1], 'The step of Prometheus is between 10 and 3600 seconds.'],
            'a host that is not ours to ask in this test' => [['url' => 'https://[::1]:1'], 'Prometheus cannot be reached, or its certificate is not valid.'],
        ];
    }

    /** @dataProvider settings @param array<string, mixed> $settings */
    public function testSettingsThatCannotBeUsedAreSaid(array $settings, string $problem): void
    {
        $source = $this->world->source('prometheus');
        $this->world->account($source, null, $settings);
        $this->night(self::NOW);
        self::assertSame($problem, $this->source($source)['pull_problem']);
        self::assertSame([], self::$monitors->log());
    }

    public function testSecretsInAnAnswerAreTakenOutBeforeItIsStored(): void
    {
        $this->monitor('uptimerobot', Monitors::KEYS['uptimerobotOld']);
        $this->night(self::NOW);
        $body = (string) $this->world->ledger->deliveries->recent(1)[0]['body'];
        self::assertStringContainsString('"http_password":""', $body);
        self::assertStringContainsString('"friendly_name":"Web 801"', $body);
    }

    public function testAQueryOfPrometheusWithoutSamplesIsSaid(): void
    {
        self::$monitors->checks([]);
        $source = $this->monitor('prometheus', 'key-of-prometheus');
        $this->night(self::NOW);
        self::assertSame('Prometheus has no samples for this query.', $this->source($source)['pull_problem']);
    }

    public function testTheListOfChecksNamesThemBeforeTheirFirstOutage(): void
    {
        self::$monitors->outages([]);
        foreach ([['pingdom', 'pingdom', '802'], ['updown', 'updown', '802'], ['statuscake', 'statuscake', 'https://web802.example.com']] as [$vendor, $key, $target]) {
            $source = $this->monitor($vendor, Monitors::KEYS[$key]);
            $this->night(self::NOW);
            $rows = $this->world->ledger->targets->ofSource($source);
            self::assertSame([$target, 'Web 802', 'https://web802.example.com', null], [$rows[1]['target'], $rows[1]['label'], $rows[1]['address'], $rows[1]['subject']]);
        }
    }

    public function testAProblemIsOverWhenTheKeyIsTakenAway(): void
    {
        $source = $this->monitor('pingdom', 'wrong-key-of-mine');
        $this->night(self::NOW);
        self::assertCount(1, $this->world->ledger->meta->startingWith('problem/'));
        $this->world->ledger->sources->setApi($source, null, null);
        $this->night('2026-03-05T03:05:00Z');
        self::assertSame([null, []], [$this->source($source)['pull_problem'], $this->world->ledger->meta->startingWith('problem/')]);
    }

    public function testAKeyThatIsChangedWhileTheOldOneIsAskedKeepsItsOwnLookBack(): void
    {
        $source = $this->monitor('better-stack', Monitors::KEYS['betterstack']);
        Probe::install(function (string $name) use ($source): void {
            if ($name === 'pull.answered') {
                Probe::install(null);
                $this->world->account($source, 'another-key-entirely');
            }
        });
        $this->night(self::NOW);
        self::assertNull($this->source($source)['pull_cursor_ms']);
        self::$monitors->set(['keys' => ['betterstack' => 'another-key-entirely']]);
        $this->night('2026-03-05T03:05:00Z');
        self::assertSame(Instant::ms('2026-03-05T03:05:00Z'), (int) $this->source($source)['pull_cursor_ms']);
        self::assertCount(2, self::$monitors->log());
    }

    public function testADisabledMonitorIsNotAsked(): void
    {
        $source = $this->monitor('pingdom', Monitors::KEYS['pingdom']);
        $this->world->ledger->sources->setEnabled($source, false);
        $this->night(self::NOW);
        self::assertSame([], self::$monitors->log());
    }
}
