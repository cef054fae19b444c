<?php

/** A private directory outside the web root: mirror of the sources' digests, spool, lock file. */

declare(strict_types=1);

namespace Makegood\Intake;

final class DataDirectory
{
    private const DENIALS = [
        '.htaccess' => "<IfModule mod_authz_core.c>\nRequire all denied\n</IfModule>\n<IfModule !mod_authz_core.c>\nDeny from all\n</IfModule>\n",
        'index.php' => "<?php\n\nhttp_response_code(403);\n",
    ];

    private function __construct(public readonly string $path)
    {
    }

    /** Made with mode 0700 when absent; null when it cannot be used. */
    public static function at(string $path): ?self
    {
        if (!is_dir($path) && !@mkdir($path, 0700, true) && !is_dir($path)) {
            return null;
        }
        if (!is_writable($path)) {
            return null;
        }
        $directory = new self(rtrim($path, '/'));
        $directory->deny();
        return $directory;
    }

    /** Where the directory turns out to be served after all, a common web server still gives nothing of it away. */
    private function deny(): void
    {
        foreach (self::DENIALS as $name => $text) {
            if (!is_file($this->path . '/' . $name)) {
                $this->replace($name, $text);
            }
        }
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
