<?php

/** An engine directory with a tiny core in place of the generated one, whole or broken in one place. */

declare(strict_types=1);

namespace Makegood\Tests\Support;

use Makegood\Engine\Manifest;

trait TinyEngine
{
    use Temp;

    private const QUESTION = '{"contract":1,"command":"known"}';
    private const WASM = 'cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd';

    /** @param array<string, mixed> $but */
    private function manifest(array $but, ?string $selftest = null): Manifest
    {
        return Manifest::read($this->directory($but, $selftest));
    }

    /** @param array<string, mixed> $but what the manifest says instead @param ?\Closure(string): string $edit of the core's text */
    private function directory(array $but, ?string $selftest = null, ?\Closure $edit = null): string
    {
        $directory = $this->temporaryDirectory();
        $class = 'Core' . bin2hex(random_bytes(6));
        $core = self::headed(strtr((string) file_get_contents(__DIR__ . '/core.php.txt'), ['CLASS' => $class]));
        $core = $edit === null ? $core : $edit($core);
        file_put_contents($directory . '/core.php', $core);
        file_put_contents($directory . '/manifest.json', json_encode($but + [
            'name' => 'makegood', 'version' => '0.1.0', 'contract' => 1, 'sourceHash' => 'feed',
            'wasm' => ['file' => 'makegood.wasm', 'sha256' => self::WASM, 'bytes' => 1],
            'php' => ['file' => 'core.php', 'sha256' => hash('sha256', $core), 'bytes' => strlen($core), 'class' => 'Makegood\\Generated\\' . $class],
        ]));
        file_put_contents($directory . '/selftest.json', $selftest ?? json_encode([['request' => self::QUESTION, 'sha256' => hash('sha256', 'right')]]));
        return $directory;
    }

    /** As the compiler begins its files. */
    private static function headed(string $body): string
    {
        $body = preg_replace('/^<\?php\s+/', '', $body);
        return "<?php\n// Generated for a test.\n// wasm sha256 " . self::WASM . "\n// body sha256 " . hash('sha256', $body) . " (all that follows this line)\n" . $body;
    }

    private static function body(string $text): string
    {
        return implode("\n", array_slice(explode("\n", $text), 4));
    }
}
