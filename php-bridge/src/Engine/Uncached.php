<?php

/**
 * Loads PHP whose bytes were checked past opcache, which takes in plain files only: what it never took in, no JIT of its traces.
 * The bytes that run are those that were digested, whatever happens to the file meanwhile.
 */

declare(strict_types=1);

namespace Makegood\Engine;

final class Uncached
{
    private const SCHEME = 'makegood-core';

    /** @var array<string, string> name → text, while it is being loaded */
    private static array $texts = [];

    /** @var resource|null set by PHP */
    public $context;
    private string $text = '';
    private int $at = 0;

    /** @throws EngineUnavailable where the host does not let code be loaded so */
    public static function load(string $name, string $text): void
    {
        in_array(self::SCHEME, stream_get_wrappers(), true) || stream_wrapper_register(self::SCHEME, self::class);
        self::$texts[$name] = $text;
        try {
            if (!@include self::SCHEME . '://' . $name) {
                throw new EngineUnavailable('The core cannot be kept out of the tracing JIT\'s reach here; set opcache.jit to off or function.', 'jit');
            }
        } finally {
            unset(self::$texts[$name]);
        }
    }

    public function stream_open(string $path): bool
    {
        $this->text = self::$texts[substr($path, strlen(self::SCHEME) + 3)] ?? '';
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

    public function stream_set_option(int $option, int $one, int $two): bool
    {
        return false;
    }
}
