<?php

/** A private directory outside the web root: mirror of the sources' digests, spool, lock file. */

declare(strict_types=1);

namespace Makegood\Intake;

final class DataDirectory
{
    private function __construct(public readonly string $path)
    {
    }

    /** Made with mode 0700 when absent; null when it cannot be used. */
    public static function at(string $path): ?self
    {
        if (!is_dir($path) && !@mkdir($path, 0700, true) && !is_dir($path)) {
            return null;
        }
        return is_writable($path) ? new self(rtrim($path, '/')) : null;
    }

    public function mirror(): Mirror
    {
        return new Mirror($this);
    }

    public function spool(): Spool
    {
        return new Spool($this);
    }

    /** Writes a whole file or nothing: readers see the old one or the new one. */
    public function replace(string $name, string $bytes): bool
    {
        $file = $this->path . '/' . $name;
        $draft = dirname($file) . '/.' . basename($file) . '.' . bin2hex(random_bytes(8));
        $written = @file_put_contents($draft, $bytes);
        if ($written === strlen($bytes) && @chmod($draft, 0600) && @rename($draft, $file)) {
            return true;
        }
        @unlink($draft);
        return false;
    }
}
