<?php

/** Secrets are kept sealed, for one purpose, and only where there is a key. */

declare(strict_types=1);

namespace Makegood\Tests;

use Makegood\Intake\DataDirectory;
use Makegood\Tests\Support\Temp;
use Makegood\Vault;
use Makegood\VaultClosed;
use PHPUnit\Framework\TestCase;

final class VaultTest extends TestCase
{
    use Temp;

    private const HASH = 'kT9wq3ZxUu1mF0aVb7cYdE5gHs8jLn2pRr4tWvXy6zA1B2C3D4E5F6G7H8I9J0K';
    private const SECRET = "s3cret \x00 ü";

    /** @return array<string, array{?string, bool, bool, bool, string}> encryption hash, directory, openssl, sodium, how it begins */
    public static function ways(): array
    {
        return [
            'panel key, openssl' => [self::HASH, true, true, true, '1pg:'],
            'panel key, sodium' => [self::HASH, false, false, true, '1ps:'],
            'key file, openssl' => [null, true, true, true, '1fg:'],
            'key file, sodium' => [null, true, false, true, '1fs:'],
            'a panel key that can be guessed is none' => ['short', true, true, true, '1fg:'],
        ];
    }

    /** @dataProvider ways */
    public function testWhatIsSealedOpensAgainForThatPurposeOnly(?string $hash, bool $directory, bool $openssl, bool $sodium, string $begins): void
    {
        $data = $directory ? DataDirectory::at($this->temporaryDirectory()) : null;
        $vault = new Vault($hash, $data, $openssl, $sodium);
        self::assertNull($vault->problem());
        $sealed = $vault->seal(Vault::signing('1'), self::SECRET);
        self::assertStringStartsWith($begins, $sealed);
        self::assertStringNotContainsString('s3cret', $sealed . base64_decode(substr($sealed, 4)));
        self::assertNotSame($sealed, $vault->seal(Vault::signing('1'), self::SECRET), 'a new nonce each time');
        $later = new Vault($hash, $data);
        self::assertSame(self::SECRET, $later->open(Vault::signing('1'), $sealed));
        self::assertNull($later->open(Vault::signing('2'), $sealed));
        self::assertNull($later->open(Vault::api('1'), $sealed));
        $raw = (string) base64_decode(substr($sealed, 4));
        $flipped = substr($sealed, 0, 4) . base64_encode(substr($raw, 0, -1) . ($raw[-1] ^ "\x01"));
        self::assertNull($later->open(Vault::signing('1'), $flipped));
        foreach (['', '1pg:', substr($sealed, 0, 20), '2' . substr($sealed, 1), $sealed . '*'] as $broken) {
            self::assertNull($later->open(Vault::signing('1'), $broken));
        }
    }

    public function testTheKeyFileIsMadeOnceAndIsPrivate(): void
    {
        $data = DataDirectory::at($this->temporaryDirectory());
        $first = (new Vault(null, $data))->seal('a', 'x');
        (new Vault(null, $data))->seal('a', 'y');
        self::assertSame('x', (new Vault(null, $data))->open('a', $first));
        self::assertSame('0600', substr(sprintf('%o', fileperms($data->path . '/vault.key')), -4));
        self::assertCount(1, array_filter((array) scandir($data->path), static fn (string $name): bool => str_contains($name, 'vault')));
        self::assertSame('x', (new Vault(self::HASH, $data))->open('a', $first), 'a panel key that comes later hides nothing');
        self::assertNull((new Vault(strrev(self::HASH), null))->open('a', (new Vault(self::HASH, null))->seal('a', 'x')));
    }

    public function testABrokenKeyFileIsNotReplaced(): void
    {
        $data = DataDirectory::at($this->temporaryDirectory());
        file_put_contents($data->path . '/vault.key', 'half');
        self::assertNull((new Vault(null, $data))->open('a', '1fg:' . base64_encode(str_repeat('x', 40))));
        $this->expectException(VaultClosed::class);
        (new Vault(null, $data))->seal('a', 'x');
    }

    /** @return array<string, array{?string, bool, string}> encryption hash, ciphers, word of the sentence */
    public static function closed(): array
    {
        return ['no key' => [null, true, 'cc_encryption_hash'], 'no cipher' => [self::HASH, false, 'sodium']];
    }

    /** @dataProvider closed */
    public function testWhereNothingCanBeKeptASentenceSaysWhy(?string $hash, bool $ciphers, string $word): void
    {
        $vault = new Vault($hash, null, $ciphers, $ciphers);
        self::assertStringContainsString($word, (string) $vault->problem());
        $this->expectExceptionMessage((string) $vault->problem());
        $vault->seal('a', 'x');
    }
}
