<?php

/** $di['crypt']: settings are not stored in the clear. */

declare(strict_types=1);

namespace FossSandbox;

final class Crypt
{
    public function encrypt(string $text, ?string $password = null): string
    {
        $nonce = random_bytes(12);
        $sealed = openssl_encrypt($text, 'aes-256-gcm', $this->key($password), OPENSSL_RAW_DATA, $nonce, $tag);

        return base64_encode($nonce . $tag . $sealed);
    }

    public function decrypt(?string $text, ?string $password = null): string|false
    {
        $raw = base64_decode((string) $text, true);
        if ($raw === false || strlen($raw) < 28) {
            return false;
        }

        return openssl_decrypt(substr($raw, 28), 'aes-256-gcm', $this->key($password), OPENSSL_RAW_DATA, substr($raw, 0, 12), substr($raw, 12, 16));
    }

    private function key(?string $password): string
    {
        return hash('sha256', $password ?? Panel::config()['info']['salt'], true);
    }
}
