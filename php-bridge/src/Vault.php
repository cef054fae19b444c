<?php

/**
 * Keeps secrets (signing, API keys) sealed: AES-256-GCM or XSalsa20-Poly1305 under a key derived by HKDF-SHA256 for each purpose.
 * What is sealed can be opened for the same purpose only, by whoever has the panel's configuration.php or our key file.
 */

declare(strict_types=1);

namespace Makegood;

use Makegood\Intake\DataDirectory;

final class Vault
{
    private const KEY_FILE = 'vault.key';
    private const KEY_BYTES = 32;
    private const CIPHER = 'aes-256-gcm';
    private const NONCE_BYTES = 12;
    private const TAG_BYTES = 16;
    /** A hash that is shorter can be guessed. */
    private const LEAST = 32;
    private const BY_PANEL = 'p';
    private const BY_FILE = 'f';
    private const OPENSSL = 'g';
    private const SODIUM = 's';

    /**
     * @param ?string $encryptionHash configuration.php's $cc_encryption_hash
     * @param bool $openssl, $sodium  what of PHP may be used; tests say so
     */
    public function __construct(
        #[\SensitiveParameter] private readonly ?string $encryptionHash,
        private readonly ?DataDirectory $data,
        private readonly bool $openssl = true,
        private readonly bool $sodium = true,
    ) {
    }

    /** What the signing secret of a source is sealed for. */
    public static function signing(string $sourceId): string
    {
        return 'signing/' . $sourceId;
    }

    /** What the API key of a source is sealed for. */
    public static function api(string $sourceId): string
    {
        return 'api/' . $sourceId;
    }

    /** @return ?string why nothing can be kept, a sentence for a person; null: it can */
    public function problem(): ?string
    {
        return match (true) {
            $this->cipher() === null => 'PHP has neither the openssl nor the sodium extension: without one no secret can be kept.',
            !$this->hasPanelKey() && $this->data === null => 'No secret can be kept: configuration.php has no $cc_encryption_hash, and there is no data directory for a key file.',
            default => null,
        };
    }

    /** @throws VaultClosed */
    public function seal(string $purpose, #[\SensitiveParameter] string $plain): string
    {
        $problem = $this->problem();
        if ($problem !== null) {
            throw new VaultClosed($problem);
        }
        $by = $this->hasPanelKey() ? self::BY_PANEL : self::BY_FILE;
        $root = $this->root($by) ?? $this->newKeyFile();
        $cipher = (string) $this->cipher();
        return '1' . $by . $cipher . ':' . base64_encode(self::encrypt($cipher, self::key($root, $purpose), $plain));
    }

    /** @return ?string null when it was not sealed here, or for another purpose, or the key is another one now */
    public function open(string $purpose, string $sealed): ?string
    {
        if (!preg_match('~^1([pf])([gs]):([A-Za-z0-9+/=]+)$~D', $sealed, $m)) {
            return null;
        }
        $root = $this->root($m[1]);
        $bytes = base64_decode($m[3], true);
        if ($root === null || $bytes === false || !$this->has($m[2])) {
            return null;
        }
        return self::decrypt($m[2], self::key($root, $purpose), $bytes);
    }

    private function cipher(): ?string
    {
        return $this->has(self::OPENSSL) ? self::OPENSSL : ($this->has(self::SODIUM) ? self::SODIUM : null);
    }

    private function has(string $cipher): bool
    {
        return $cipher === self::OPENSSL
            ? $this->openssl && function_exists('openssl_encrypt')
            : $this->sodium && function_exists('sodium_crypto_secretbox');
    }

    private function hasPanelKey(): bool
    {
        return strlen((string) $this->encryptionHash) >= self::LEAST;
    }

    private function root(string $by): ?string
    {
        if ($by === self::BY_PANEL) {
            return $this->hasPanelKey() ? $this->encryptionHash : null;
        }
        $text = $this->data === null ? false : @file_get_contents($this->keyFile());
        return $text !== false && preg_match('/^[0-9a-f]{64}$/D', $text) ? $text : null;
    }

    private function keyFile(): string
    {
        return $this->data?->path . '/' . self::KEY_FILE;
    }

    /** Two processes may come at once: the first file stands. @throws VaultClosed */
    private function newKeyFile(): string
    {
        if (is_file($this->keyFile())) {
            throw new VaultClosed('The key file in the data directory cannot be read: what was sealed with it would be lost. Restore ' . self::KEY_FILE . ' or remove it.');
        }
        $draft = self::KEY_FILE . '.' . bin2hex(random_bytes(8));
        $path = $this->data?->path . '/' . $draft;
        if ($this->data?->replace($draft, bin2hex(random_bytes(self::KEY_BYTES))) === true) {
            // A hard link is made or it is not; where a file system has none, the rename comes second best.
            @link($path, $this->keyFile()) || is_file($this->keyFile()) || @rename($path, $this->keyFile());
            @unlink($path);
        }
        return $this->root(self::BY_FILE) ?? throw new VaultClosed('No secret can be kept: the key file cannot be written into the data directory.');
    }

    private static function key(#[\SensitiveParameter] string $root, string $purpose): string
    {
        return hash_hkdf('sha256', $root, self::KEY_BYTES, 'makegood/' . $purpose);
    }

    private static function encrypt(string $cipher, #[\SensitiveParameter] string $key, #[\SensitiveParameter] string $plain): string
    {
        if ($cipher === self::SODIUM) {
            $nonce = random_bytes(SODIUM_CRYPTO_SECRETBOX_NONCEBYTES);
            return $nonce . sodium_crypto_secretbox($plain, $nonce, $key);
        }
        $nonce = random_bytes(self::NONCE_BYTES);
        $text = openssl_encrypt($plain, self::CIPHER, $key, OPENSSL_RAW_DATA, $nonce, $tag, '', self::TAG_BYTES);
        return $text === false ? throw new VaultClosed('The openssl extension refuses to encrypt.') : $nonce . $tag . $text;
    }

    private static function decrypt(string $cipher, #[\SensitiveParameter] string $key, string $bytes): ?string
    {
        if ($cipher === self::SODIUM) {
            $nonce = substr($bytes, 0, SODIUM_CRYPTO_SECRETBOX_NONCEBYTES);
            if (strlen($bytes) < SODIUM_CRYPTO_SECRETBOX_NONCEBYTES + SODIUM_CRYPTO_SECRETBOX_MACBYTES) {
                return null;
            }
            $plain = sodium_crypto_secretbox_open(substr($bytes, SODIUM_CRYPTO_SECRETBOX_NONCEBYTES), $nonce, $key);
            return $plain === false ? null : $plain;
        }
        if (strlen($bytes) < self::NONCE_BYTES + self::TAG_BYTES) {
            return null;
        }
        $nonce = substr($bytes, 0, self::NONCE_BYTES);
        $tag = substr($bytes, self::NONCE_BYTES, self::TAG_BYTES);
        $plain = openssl_decrypt(substr($bytes, self::NONCE_BYTES + self::TAG_BYTES), self::CIPHER, $key, OPENSSL_RAW_DATA, $nonce, $tag);
        return $plain === false ? null : $plain;
    }
}
