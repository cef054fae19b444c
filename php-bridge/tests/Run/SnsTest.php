<?php

/** Amazon SNS: nothing is read, and no subscription confirmed, before its signature was right by a certificate of Amazon's. */

declare(strict_types=1);

namespace Makegood\Tests\Run;

use Makegood\Engine\Json;
use Makegood\Instant;
use Makegood\Ledger\Ledger;
use Makegood\Run\Checking;
use Makegood\Run\Deadline;
use Makegood\Run\Problems;
use Makegood\Run\RunSummary;
use Makegood\Run\Sns;
use Makegood\Tests\Support\DatabaseTestCase;
use Makegood\Tests\Support\OnSqlite;

final class SnsTest extends DatabaseTestCase
{
    use OnSqlite;

    private const CERTIFICATE = 'https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0123.pem';
    private const SUBSCRIBE = 'https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=arn&Token=2336412f';
    private static \OpenSSLAsymmetricKey $key;
    private static string $pem;

    private Ledger $ledger;
    private int $nowMs;
    /** @var list<string> addresses that were asked */
    private array $asked = [];
    private ?string $failing = null;

    public static function setUpBeforeClass(): void
    {
        self::$key = openssl_pkey_new(['private_key_bits' => 2048, 'private_key_type' => OPENSSL_KEYTYPE_RSA]);
        $request = openssl_csr_new(['commonName' => 'sns.amazonaws.com'], self::$key);
        openssl_x509_export(openssl_csr_sign($request, null, self::$key, 3650), $pem);
        self::$pem = $pem;
    }

    protected function setUp(): void
    {
        $this->ledger = $this->ledger();
        $this->ledger->sources->setSigning($this->ledger->sources->add('cloudwatch', 'AWS', 'aws', str_repeat('0', 64), 1), 'sns', null);
        $parsed = openssl_x509_parse(self::$pem);
        $this->nowMs = ($parsed['validFrom_time_t'] + 86_400) * 1000;
    }

    /** @return array<string, array{array<string, mixed>, string}> what is changed after signing (null: absent), what becomes of it */
    public static function changes(): array
    {
        return [
            'nothing' => [[], 'new'],
            'the message' => [['Message' => '{"NewStateValue":"OK"}'], 'signature_wrong'],
            'a subject is added' => [['Subject' => 'x'], 'signature_wrong'],
            'the topic, same account' => [['TopicArn' => 'arn:aws:sns:eu-central-1:123456789012:other'], 'signature_wrong'],
            'no signature' => [['Signature' => null], 'signature_missing'],
            'raw delivery: nothing of SNS about it' => [['Type' => null], 'signature_missing'],
            'another version' => [['SignatureVersion' => '3'], 'signature_wrong'],
            'a certificate from elsewhere' => [['SigningCertURL' => 'https://sns.eu-central-1.amazonaws.com.evil.example/a.pem'], 'signature_wrong'],
            'a certificate over http' => [['SigningCertURL' => 'http://sns.eu-central-1.amazonaws.com/a.pem'], 'signature_wrong'],
            'a certificate from somebody\'s bucket' => [['SigningCertURL' => 'https://sns.s3.amazonaws.com/a.pem'], 'signature_wrong'],
            'a bucket with a region' => [['SigningCertURL' => 'https://sns.s3-eu-west-1.amazonaws.com/a.pem'], 'signature_wrong'],
            'a name and password before the host' => [['SigningCertURL' => 'https://sns.eu-central-1.amazonaws.com@evil.example/a.pem'], 'signature_wrong'],
            'a port' => [['SigningCertURL' => 'https://sns.eu-central-1.amazonaws.com:444/a.pem'], 'signature_wrong'],
            'no certificate' => [['SigningCertURL' => 'https://sns.eu-central-1.amazonaws.com/a.txt'], 'signature_wrong'],
            'China' => [['SigningCertURL' => 'https://sns.cn-north-1.amazonaws.com.cn/a.pem'], 'new'],
            'the government\'s cloud' => [['SigningCertURL' => 'https://sns.us-gov-west-1.amazonaws.com/a.pem'], 'new'],
        ];
    }

    /**
     * @dataProvider changes
     * @param array<string, mixed> $changes
     */
    public function testOnlyWhatAmazonSignedIsRead(array $changes, string $end): void
    {
        foreach ([1, 2] as $version) {
            $this->asked = [];
            $message = array_filter($changes + $this->signed($this->notification(), $version), static fn (mixed $value): bool => $value !== null);
            $row = $this->after($message);
            self::assertSame($end, $row['state'] === 'refused' ? json_decode($row['problem'], true)['code'] : $row['state'], 'version ' . $version);
            foreach ($this->asked as $url) {
                self::assertStringStartsWith('https://sns.', $url);
                self::assertMatchesRegularExpression('~^https://sns\.(eu-central-1|us-gov-west-1)\.amazonaws\.com/|^https://sns\.cn-north-1\.amazonaws\.com\.cn/~', $url);
            }
        }
        self::assertSame($end === 'new' ? 0 : 2, (int) $this->ledger->sources->byId('1')['refused']);
    }

    public function testASubjectIsSigned(): void
    {
        self::assertSame('new', $this->after($this->signed(['Subject' => 'ALARM: web'] + $this->notification(), 2))['state']);
    }

    public function testTheCertificateIsFetchedOnce(): void
    {
        $this->after($this->signed($this->notification(), 1));
        $this->after($this->signed($this->notification(), 1));
        self::assertSame([self::CERTIFICATE], $this->asked);
    }

    public function testAMessageOfLongAgoIsRefused(): void
    {
        $row = $this->after($this->signed(['Timestamp' => Instant::iso($this->nowMs - 86_401_000)] + $this->notification(), 2));
        self::assertSame('signature_old', json_decode($row['problem'], true)['code']);
        self::assertSame('new', $this->after($this->signed(['Timestamp' => Instant::iso($this->nowMs - 6 * 3_600_000)] + $this->notification(), 2))['state'], 'it tries for hours');
    }

    public function testACertificateThatIsOutOfDateSignsNothing(): void
    {
        $this->nowMs += 4000 * 86_400_000;
        self::assertSame('refused', $this->after($this->signed($this->notification(), 2))['state']);
    }

    public function testASubscriptionIsConfirmedOnce(): void
    {
        self::assertSame('ignored', $this->after($this->signed($this->subscription(), 2))['state']);
        self::assertSame([self::CERTIFICATE, self::SUBSCRIBE], $this->asked);
        $this->check();
        self::assertCount(2, $this->asked);
    }

    /** @return array<string, array{array<string, string>, bool}> changes, signed over? */
    public static function badSubscriptions(): array
    {
        return [
            'forged' => [['Token' => 'x'], false],
            'signed, but leading elsewhere' => [['SubscribeURL' => 'https://evil.example/?Action=ConfirmSubscription&x=1'], true],
            'signed, but doing something else' => [['SubscribeURL' => 'https://sns.eu-central-1.amazonaws.com/?Action=DeleteTopic&x=1'], true],
        ];
    }

    /**
     * @dataProvider badSubscriptions
     * @param array<string, string> $changes
     */
    public function testNothingElseIsAskedFor(array $changes, bool $signed): void
    {
        $this->after($signed ? $this->signed($changes + $this->subscription(), 2) : $changes + $this->signed($this->subscription(), 2));
        self::assertSame([self::CERTIFICATE], $this->asked);
    }

    public function testAnotherAccountIsRefusedAfterTheFirstWasConfirmed(): void
    {
        $other = ['TopicArn' => 'arn:aws:sns:eu-central-1:999999999999:web'];
        self::assertSame('new', $this->after($this->signed($other + $this->notification(), 2))['state'], 'nobody was confirmed yet');
        $this->after($this->signed($this->subscription(), 2));
        self::assertSame('refused', $this->after($this->signed($other + $this->notification(), 2))['state']);
        self::assertSame('refused', $this->after($this->signed($other + $this->subscription(), 2))['state']);
        self::assertSame('new', $this->after($this->signed(['TopicArn' => 'arn:aws:sns:us-east-1:123456789012:db'] + $this->notification(), 2))['state']);
        Sns::forget($this->ledger->meta, '1');
        self::assertSame('ignored', $this->after($this->signed($other + $this->subscription(), 2))['state']);
    }

    public function testWhileAmazonCannotBeReachedTheMessageWaits(): void
    {
        $this->failing = self::CERTIFICATE;
        $this->send($this->signed($this->notification(), 2));
        $this->send($this->signed($this->notification(), 2));
        self::assertFalse($this->check());
        self::assertCount(1, $this->asked, 'once in a run');
        self::assertSame(['unchecked', 'unchecked'], array_column($this->ledger->deliveries->recent(9), 'state'));
        self::assertSame(['cannot be reached'], $this->ledger->meta->startingWith('problem/'));
        $this->failing = null;
        self::assertTrue($this->check());
        self::assertSame(['new', 'new'], array_column($this->ledger->deliveries->recent(9), 'state'));
        self::assertSame([], $this->ledger->meta->startingWith('problem/'));
    }

    public function testForgedAddressesThatDoNotAnswerHoldUpNoMessageWhoseCertificateIsHere(): void
    {
        $this->after($this->signed($this->notification(), 2));
        $this->asked = [];
        $this->failing = 'nowhere';
        foreach (['a', 'b'] as $name) {
            $this->send(['SigningCertURL' => "https://sns.xx-nowhere-9.amazonaws.com/$name.pem"] + $this->signed($this->notification(), 2));
        }
        $this->send($this->signed($this->notification(), 2));
        self::assertFalse($this->check());
        self::assertSame(['new', 'unchecked', 'unchecked', 'new'], array_column($this->ledger->deliveries->recent(9), 'state'));
        self::assertCount(1, $this->asked, 'each waits for its own address, but no run is spent on waiting');
    }

    public function testASubscriptionThatCouldNotBeConfirmedIsTriedAgain(): void
    {
        $this->failing = self::SUBSCRIBE;
        self::assertSame('unchecked', $this->after($this->signed($this->subscription(), 2))['state']);
        $this->failing = null;
        self::assertTrue($this->check());
        self::assertSame('ignored', $this->ledger->deliveries->recent(1)[0]['state']);
    }

    /** @return array<string, string> */
    private function notification(): array
    {
        return [
            'Type' => 'Notification', 'MessageId' => 'm1', 'TopicArn' => 'arn:aws:sns:eu-central-1:123456789012:web', 'Message' => "{\"NewStateValue\":\"ALARM\"}\nü",
            'Timestamp' => Instant::iso($this->nowMs), 'SigningCertURL' => self::CERTIFICATE,
        ];
    }

    /** @return array<string, string> */
    private function subscription(): array
    {
        return ['Type' => 'SubscriptionConfirmation', 'Token' => '2336412f', 'SubscribeURL' => self::SUBSCRIBE] + $this->notification();
    }

    /** The text that Amazon documents, written out. @param array<string, string> $message @return array<string, string> */
    private function signed(array $message, int $version): array
    {
        $m = $message;
        $subject = isset($m['Subject']) ? "Subject\n{$m['Subject']}\n" : '';
        $text = $m['Type'] === 'Notification'
            ? "Message\n{$m['Message']}\nMessageId\n{$m['MessageId']}\n{$subject}Timestamp\n{$m['Timestamp']}\nTopicArn\n{$m['TopicArn']}\nType\n{$m['Type']}\n"
            : "Message\n{$m['Message']}\nMessageId\n{$m['MessageId']}\nSubscribeURL\n{$m['SubscribeURL']}\nTimestamp\n{$m['Timestamp']}\nToken\n{$m['Token']}\n"
                . "TopicArn\n{$m['TopicArn']}\nType\n{$m['Type']}\n";
        openssl_sign($text, $signature, self::$key, $version === 1 ? OPENSSL_ALGO_SHA1 : OPENSSL_ALGO_SHA256);
        return $message + ['SignatureVersion' => (string) $version, 'Signature' => base64_encode($signature)];
    }

    /** @param array<string, mixed> $message; @return array<string, mixed> its row after the check */
    private function after(array $message): array
    {
        $this->send($message);
        $this->check();
        return $this->ledger->deliveries->recent(1)[0];
    }

    /** @param array<string, mixed> $message */
    private function send(array $message): void
    {
        $this->ledger->deliveries->add('1', $this->nowMs, 'text/plain', '', Json::encode($message), state: 'unchecked');
    }

    private function check(): bool
    {
        $download = function (string $url): string {
            $this->asked[] = $url;
            return $this->failing !== null && str_contains($url, $this->failing) ? throw new \RuntimeException('cannot be reached') : self::$pem;
        };
        $problems = new Problems($this->ledger, new RunSummary(), $this->nowMs);
        return (new Checking($this->ledger, $problems, null, $download, $this->nowMs))->run(Deadline::in(60_000));
    }
}
