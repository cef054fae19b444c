<?php

/** Programs that stand in for the native core, each wrong in its own way: small PHP scripts that the system can execute. */

declare(strict_types=1);

namespace Makegood\Tests\Support;

final class Child
{
    /** @param string $body PHP; $line is the request, `say(string)` writes at once; runs for each request until the input ends */
    public static function write(string $directory, string $body, string $first = ''): string
    {
        $file = $directory . '/child-' . bin2hex(random_bytes(4));
        $starts = var_export($file . '.starts', true);
        file_put_contents($file, '#!' . PHP_BINARY . "\n<?php\n" . 'file_put_contents(' . $starts . ', "x", FILE_APPEND); $start = filesize(' . $starts . ');'
            . 'function say(string $text): void { fwrite(STDOUT, $text); fflush(STDOUT); }' . $first
            . 'while (($line = fgets(STDIN)) !== false) { $line = rtrim($line, "\n"); ' . $body . ' }');
        chmod($file, 0700);
        return $file;
    }

    public static function starts(string $file): int
    {
        clearstatcache();
        return is_file($file . '.starts') ? (int) filesize($file . '.starts') : 0;
    }
}
