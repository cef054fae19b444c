<?php

/**
 * Loads PHP whose bytes were checked past opcache, which takes in plain files only: what it never took in, no JIT of its traces.
 * The bytes that run are those that were digested, whatever happens to the file meanwhile. A file loaded so finds its neighbour by
 * `__DIR__` as it does on a disk.
 */

declare(strict_types=1);

namespace Makegood\Engine;

final class Uncached
{
    private const SCHEME = 'makegood-core';

    /** @var array<string, \Closure(): string> folder and name → the checked text */
    private static array $files = [];

    /** @var resource|null set by PHP */
    public $context;
    private string $text = '';
    private int $at = 0;

    /** Makes a file be there for whoever asks beside what is loaded. @param \Closure(): string $text read when it is asked for */
    public static function offer(string $class, string $name, \Closure $text): void
    {
        self::$files[self::folder($class) . '/' . $name] = $text;
    }

    /** @throws EngineUnavailable where the host does not let code be loaded so */
    public static function load(string $class, string $name, string $text): void
    {
        in_array(self::SCHEME, stream_get_wrappers(), true) || stream_wrapper_register(self::SCHEME, self::class);
        self::offer($class, $name, static fn (): string => $text);
        try {
            if (!@include self::SCHEME . '://' . self::folder($class) . '/' . $name) {
                throw new EngineUnavailable('The core cannot be kept out of the tracing JIT\'s reach here; set opcache.jit to off or function.', 'jit');
            }
        } finally {
            unset(self::$files[self::folder($class) . '/' . $name]);
        }
    }

    public function stream_open(string $path): bool
    {
        $this->text = (string) self::find($path);
        return $this->text !== '';
    }

    public function stream_read(int $count): string
    {
        $read = substr($this->text, $this->at, $count);
        $this->at += strlen($read);
        return $read;
    }

    public function stream_eof(): bool
    {
        return $this->at >= strlen($this->text);
    }

    /** @return array<string, int> */
    public function stream_stat(): array
    {
        return ['size' => strlen($this->text)];
    }

    /** @return array<string, int>|false */
    public function url_stat(string $path, int $flags): array|false
    {
        $text = self::find($path);
        return $text === null ? false : ['mode' => 0100400, 'size' => strlen($text)];
    }

    public function stream_set_option(int $option, int $one, int $two): bool
    {
        return false;
    }

    private static function find(string $path): ?string
    {
        $file = self::$files[substr($path, strlen(self::SCHEME) + 3)] ?? null;
        try {
            return $file === null ? null : $file();
        } catch (EngineUnavailable) {
            return null; // whoever asked says what is missing
        }
    }

    private static function folder(string $class): string
    {
        return strtr($class, '\\', '.');
    }
}
