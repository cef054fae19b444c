<?php

/**
 * The library's compiled module in the private directory: machine code, so it is only taken when a secret of the host proves that
 * we wrote it, for this wasm file and this library.
 */

declare(strict_types=1);

namespace Makegood\Engine;

final class ModuleCache
{
    private const SEAL_BYTES = 32;
    private const MAX_BYTES = 64 * 1024 * 1024;

    private function __construct(private readonly string $file, private readonly string $key)
    {
    }

    /** Null where there is no private directory or no secret. */
    public static function of(TransportSettings $settings, string $wasmSha256): ?self
    {
        $library = realpath((string) $settings->library);
        if ($settings->cacheDirectory === null || $settings->cacheKey === '' || $library === false) {
            return null;
        }
        $what = implode('|', ['makegood core', $wasmSha256, $library, filesize($library), filemtime($library), php_uname('m')]);
        return new self($settings->cacheDirectory . '/core.module', hash_hmac('sha256', $what, $settings->cacheKey, true));
    }

    public function get(): ?string
    {
        $size = is_file($this->file) ? (int) filesize($this->file) : 0;
        $text = $size > self::SEAL_BYTES && $size <= self::MAX_BYTES ? (string) file_get_contents($this->file) : '';
        $bytes = substr($text, self::SEAL_BYTES);
        return $bytes !== '' && hash_equals($this->seal($bytes), substr($text, 0, self::SEAL_BYTES)) ? $bytes : null;
    }

    /** Best effort: without it the next process compiles again. @param \Closure(): string $moduleBytes */
    public function put(\Closure $moduleBytes): void
    {
        $bytes = $moduleBytes();
        $new = $this->file . '.' . bin2hex(random_bytes(6));
        if (@file_put_contents($new, $this->seal($bytes) . $bytes) !== false && @chmod($new, 0600) && @rename($new, $this->file)) {
            return;
        }
        @unlink($new);
    }

    private function seal(string $bytes): string
    {
        return hash_hmac('sha256', $bytes, $this->key, true);
    }
}
