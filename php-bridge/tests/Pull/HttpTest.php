<?php

/** Who is asked, and how much is taken: over PHP's streams, and over curl where the extension is loaded. */

declare(strict_types=1);

namespace Makegood\Tests\Pull;

use Makegood\Instant;
use Makegood\Pull\CurlWire;
use Makegood\Pull\Http;
use Makegood\Pull\HttpFailed;
use Makegood\Pull\Pace;
use Makegood\Pull\Question;
use Makegood\Pull\Redact;
use Makegood\Pull\Reply;
use Makegood\Pull\Schedule;
use Makegood\Pull\StreamWire;
use Makegood\Pull\Vendors;
use Makegood\Pull\Wire;
use Makegood\Tests\Support\Monitors;
use PHPUnit\Framework\TestCase;

final class HttpTest extends TestCase
{
    private const HOST = 'api.pingdom.com';
    private const URL = 'https://api.pingdom.com/api/3.1/checks';
    private static Monitors $monitors;

    public static function setUpBeforeClass(): void
    {
        self::$monitors = new Monitors();
        self::$monitors->clock('2026-03-05T03:00:00Z');
    }

    public static function tearDownAfterClass(): void
    {
        self::$monitors->stop();
    }

    protected function setUp(): void
    {
        self::$monitors->faults();
        self::$monitors->forgetLog();
    }

    /** @return array<string, array{Wire}> */
    private static function wires(): array
    {
        return ['streams' => [new StreamWire()]] + (function_exists('curl_init') ? ['curl' => [new CurlWire()]] : []);
    }

    /** @return array<string, array{Wire, list<array<string, mixed>>, string, int}> */
    public static function answers(): array
    {
        $rows = [
            'an answer' => [[], 'ok', 200],
            'the key is wrong' => [[['kind' => 'status', 'status' => 401]], HttpFailed::STATUS, 401],
            'an answer with 204 and nothing in it' => [[['kind' => 'status', 'status' => 204, 'body' => '']], 'ok', 204],
            'a redirect' => [[['kind' => 'redirect', 'to' => 'https://example.com/']], HttpFailed::REDIRECT, 302],
            'a redirect to the very same host' => [[['kind' => 'redirect', 'to' => self::URL]], HttpFailed::REDIRECT, 302],
            'a redirect to a file' => [[['kind' => 'redirect', 'to' => 'file:///etc/passwd']], HttpFailed::REDIRECT, 302],
            'nothing' => [[['kind' => 'refuse']], HttpFailed::CONNECTION, 0],
            'half an answer' => [[['kind' => 'cut']], HttpFailed::CUT, 0],
            'more than 4 MiB' => [[['kind' => 'huge']], HttpFailed::LARGE, 0],
            'a body that drips' => [[['kind' => 'slow']], HttpFailed::TIME, 0],
        ];
        $all = [];
        foreach (self::wires() as $name => [$wire]) {
            foreach ($rows as $row => $case) {
                $all["$name: $row"] = [$wire, ...$case];
            }
        }
        return $all;
    }

    /** @dataProvider answers @param list<array<string, mixed>> $faults */
    public function testAnswersAndFaults(Wire $wire, array $faults, string $expected, int $status): void
    {
        self::$monitors->faults(...$faults);
        $question = new Question(self::URL . '?limit=1&offset=0', 0, 1, null, ['Authorization' => 'Bearer ' . Monitors::KEYS['pingdom']]);
        try {
            $reply = self::$monitors->http($wire)->ask($question, self::HOST, 2_000);
            self::assertSame([$expected, $status], ['ok', $reply->status]);
        } catch (HttpFailed $failed) {
            self::assertSame([$expected, $status], [$failed->reason, $failed->status]);
            self::assertStringNotContainsString(Monitors::KEYS['pingdom'], $failed->getMessage());
        }
        self::assertCount(1, self::$monitors->log(), 'one request, whatever the answer');
    }

    public function testAFormIsPosted(): void
    {
        self::$monitors->checks([['id' => '801']]);
        foreach (self::wires() as [$wire]) {
            $question = new Question('https://api.uptimerobot.com/v2/getMonitors', 0, 1, null, ['Content-Type' => 'application/x-www-form-urlencoded'], 'POST', 'api_key=' . Monitors::KEYS['uptimerobotOld'] . '&offset=0&limit=50');
            self::assertStringContainsString('"stat":"ok"', self::$monitors->http($wire)->ask($question, 'api.uptimerobot.com', 2_000)->body);
        }
    }

    public function testAProxyOfTheEnvironmentIsNotUsed(): void
    {
        $names = ['http_proxy', 'https_proxy', 'all_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'];
        $before = array_map(static fn (string $name): string|false => getenv($name), $names);
        foreach ($names as $name) {
            putenv($name . '=http://127.0.0.1:9');
        }
        foreach (self::wires() as [$wire]) {
            $question = new Question(self::URL . '?limit=1&offset=0', 0, 1, null, ['Authorization' => 'Bearer ' . Monitors::KEYS['pingdom']]);
            self::assertSame(200, self::$monitors->http($wire)->ask($question, self::HOST, 2_000)->status);
        }
        foreach ($names as $i => $name) {
            putenv($before[$i] === false ? $name : $name . '=' . $before[$i]);
        }
    }

    /** @return array<string, array{string}> */
    public static function strangers(): array
    {
        return [
            'another host' => ['https://example.com/'], 'plain HTTP' => ['http://api.pingdom.com/api/3.1/checks'], 'a user' => ['https://x@api.pingdom.com/'],
            'a password' => ['https://x:y@api.pingdom.com/'], 'a host that begins so' => ['https://api.pingdom.com.example.com/'],
            'a host that ends so' => ['https://xapi.pingdom.com/'], 'a file' => ['file:///etc/passwd'], 'no address' => ['api.pingdom.com'],
            'a line break' => ["https://api.pingdom.com/\r\nX: y"], 'a backslash' => ['https://example.com\\@api.pingdom.com/'], 'empty' => [''],
            'this machine' => ['https://127.0.0.1/'], 'a PHP wrapper' => ['php://filter/resource=https://api.pingdom.com/'],
        ];
    }

    /** @dataProvider strangers */
    public function testNobodyElseIsAsked(string $url): void
    {
        $wire = new class implements Wire {
            public function exchange(Question $question, string $url, int $timeMs, int $maxBytes): Reply
            {
                throw new \LogicException('asked ' . $url);
            }
        };
        $this->expectExceptionObject(new HttpFailed(HttpFailed::ADDRESS));
        (new Http([], self::$monitors, $wire))->ask(new Question($url, 0, 1), self::HOST, 1_000);
    }

    public function testInPlaceOfAVendorOnlyThisMachineMayStand(): void
    {
        foreach (['http://10.0.0.1:80', 'https://127.0.0.1:80', 'http://127.0.0.1', 'http://127.0.0.1:80@example.com'] as $local) {
            try {
                (new Http(['https://api.pingdom.com' => $local]))->ask(new Question(self::URL, 0, 1), self::HOST, 1_000);
                self::fail($local);
            } catch (HttpFailed $failed) {
                self::assertSame(HttpFailed::ADDRESS, $failed->reason);
            }
        }
    }

    public function testACertificateThatNobodySignedIsRefused(): void
    {
        $key = openssl_pkey_new();
        $certificate = openssl_csr_sign(openssl_csr_new(['commonName' => '127.0.0.1'], $key), null, $key, 1);
        openssl_x509_export($certificate, $text);
        openssl_pkey_export($key, $secret);
        $file = tempnam(sys_get_temp_dir(), 'makegood');
        file_put_contents($file, $text . $secret);
        $script = '$s = stream_socket_server("tls://127.0.0.1:0", $e, $m, STREAM_SERVER_BIND | STREAM_SERVER_LISTEN, stream_context_create(["ssl" => ["local_cert" => $argv[1]]]));'
            . 'echo stream_socket_get_name($s, false), "\n"; while (true) { $c = @stream_socket_accept($s, 20); if ($c) { fread($c, 9999); fwrite($c, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]"); fclose($c); } }';
        $process = proc_open([PHP_BINARY, '-r', $script, '--', $file], [['pipe', 'r'], ['pipe', 'w'], ['file', '/dev/null', 'w']], $pipes);
        $address = trim((string) fgets($pipes[1]));
        try {
            // Whoever signed it is known for a moment: so it is the certificate, and nothing else, that is refused below.
            putenv('SSL_CERT_FILE=' . $file);
            self::assertSame('[]', (new Http([], self::$monitors, new StreamWire()))->ask(new Question("https://$address/", 0, 1), '127.0.0.1', 3_000)->body);
            putenv('SSL_CERT_FILE');
            foreach (self::wires() as [$wire]) {
                try {
                    (new Http([], self::$monitors, $wire))->ask(new Question("https://$address/", 0, 1), '127.0.0.1', 3_000);
                    self::fail('it was believed');
                } catch (HttpFailed $failed) {
                    self::assertSame(HttpFailed::CONNECTION, $failed->reason);
                }
            }
        } finally {
            putenv('SSL_CERT_FILE');
            proc_terminate($process);
            unlink($file);
        }
    }

    /** @return array<string, array{?string, ?string, int, int}> cursor, down since, from as minutes before now, hour */
    public static function nights(): array
    {
        $day = 24 * 60;
        return [
            'never read: 90 days' => [null, null, 90 * $day],
            'read yesterday: 48 hours more' => ['2026-03-04T03:00:00Z', null, 3 * $day],
            'down since before that: from a minute before' => ['2026-03-04T03:00:00Z', '2026-02-20T03:00:00Z', 13 * $day + 1],
            'down since 200 days: 90 days' => ['2026-03-04T03:00:00Z', '2025-08-20T03:00:00Z', 90 * $day],
            'cron stood still for 120 days: all of it' => ['2025-11-05T03:00:00Z', null, 122 * $day],
            'the clock was set back: 48 hours' => ['2026-04-04T03:00:00Z', null, 2 * $day],
        ];
    }

    /** @dataProvider nights */
    public function testTheRangeOfANight(?string $cursor, ?string $since, int $minutes): void
    {
        $now = Instant::ms('2026-03-05T03:00:00Z');
        $ms = static fn (?string $iso): ?int => $iso === null ? null : Instant::ms($iso);
        self::assertSame([$now - $minutes * 60_000, $now], Schedule::range($ms($cursor), $ms($since), $now));
    }

    /** @return array<string, array{?string, string, bool}> cursor, now, due at 02:00 */
    public static function times(): array
    {
        return [
            'never' => [null, '2026-03-05T01:00:00Z', true], 'before two' => ['2026-03-04T02:00:00Z', '2026-03-05T01:59:59Z', false],
            'at two' => ['2026-03-04T02:00:00Z', '2026-03-05T02:00:00Z', true], 'after two, read' => ['2026-03-05T02:00:01Z', '2026-03-05T23:00:00Z', false],
            'before two, last night was missed' => ['2026-03-03T02:10:00Z', '2026-03-05T01:00:00Z', true],
        ];
    }

    /** @dataProvider times */
    public function testWhenASourceIsDue(?string $cursor, string $now, bool $due): void
    {
        self::assertSame($due, (new Schedule(2))->isDue($cursor === null ? null : Instant::ms($cursor), Instant::ms($now)));
    }

    public function testPaceKeepsTheMinuteAndTheGap(): void
    {
        $pace = new Pace(2, []);
        self::assertSame(0, $pace->waitMs(1_000_000));
        $pace->sent(1_000_000);
        self::assertSame([250, 0], [$pace->waitMs(1_000_000), $pace->waitMs(1_000_250)]);
        $pace->sent(1_000_250);
        self::assertSame(60_000 - 250, $pace->waitMs(1_000_250));
        self::assertSame(60_000 - 250, (new Pace(2, $pace->kept()))->waitMs(1_000_250), 'in another run, too');
        self::assertSame(0, $pace->waitMs(1_060_000));
        self::assertSame(0, (new Pace(2, [9_000_000, 9_000_001]))->waitMs(1_000_000), 'the clock was set back');
    }

    /** @return array<string, array{string, string}> */
    public static function secrets(): array
    {
        return [
            'a password with a quote' => ['{"http_password":"p\\"w","x":"1"}', '{"http_password":"","x":"1"}'],
            'a key in camel case' => ['{"apiKey" : "m123-abc"}', '{"apiKey" : ""}'],
            'our own key, wherever' => ['{"passed_value":"a-key-of-ours"}', '{"passed_value":""}'],
            'a word that only ends so' => ['{"is_password_set":"no","passwords":"2"}', '{"is_password_set":"no","passwords":"2"}'],
            'a value that is a name' => ['{"name":"password","x":"y"}', '{"name":"password","x":"y"}'],
            'a long one' => ['{"password":"' . str_repeat('x', 1_000_000) . '\\\\' . '"}', '{"password":""}'],
        ];
    }

    /** @dataProvider secrets */
    public function testSecretsAreTakenOutOfAnAnswer(string $body, string $clean): void
    {
        self::assertSame($clean, Redact::answer($body, 'a-key-of-ours'));
    }

    public function testEveryVendorHasOneHostAndStaysBelowItsLimit(): void
    {
        $most = ['pingdom' => 60, 'uptimerobot' => 10, 'better-stack' => 60, 'statuscake' => 60, 'prometheus' => 60, 'updown' => 60];
        self::assertSame(array_keys($most), Vendors::WORDS);
        foreach ($most as $word => $limit) {
            self::assertLessThanOrEqual($limit, Vendors::of($word)->perMinute());
            self::assertMatchesRegularExpression('/^[a-z.]+$/D', Vendors::of($word)->host(['url' => 'https://prometheus.example.com:9090/x']));
        }
        self::assertNull(Vendors::of('nagios'));
    }
}

