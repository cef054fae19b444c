<?php

/** The core as generated PHP, inside this process: needs nothing on the host. */

declare(strict_types=1);

namespace Makegood\Engine;

final class CompiledCore implements Transport
{
    private bool $ready = false;

    /**
     * @param string $file   the generated PHP file
     * @param string $sha256 its digest by the manifest
     * @param string $class  the class that it defines, by the manifest
     */
    public function __construct(
        private readonly string $file,
        private readonly string $sha256,
        private readonly string $class,
    ) {
    }

    public function sha256(): string
    {
        return $this->sha256;
    }

    public function call(string $request): string
    {
        $this->load();
        $core = $this->class;
        try {
            return $core::call($request);
        } catch (\Throwable $trap) {
            throw new EngineFailure('The core trapped: ' . $trap->getMessage(), 0, $trap);
        }
    }

    /** Makes OPcache read the file again: where it does not look at timestamps it may run the one that was there before. */
    public function forgetCompiled(): void
    {
        if (function_exists('opcache_invalidate')) {
            foreach ([$this->file, $this->more()] as $file) {
                @opcache_invalidate($file, true);
            }
        }
    }

    /** The second generated file: the first one loads it when it is needed, after comparing its digest. */
    private function more(): string
    {
        return preg_replace('/\.php$/D', '-more.php', $this->file);
    }

    private function load(): void
    {
        if ($this->ready) {
            return;
        }
        if (PHP_INT_SIZE !== 8) {
            throw new EngineUnavailable('The core needs a 64-bit PHP; this one is 32-bit.');
        }
        $loaded = class_exists($this->class, false);
        JitGuard::ensureOff($loaded);
        if (!$loaded) {
            $this->checkFile();
            require_once $this->file;
        }
        if (!class_exists($this->class, false)) {
            throw new EngineUnavailable('The generated core does not define ' . $this->class . '.');
        }
        $this->ready = true;
    }

    private function checkFile(): void
    {
        $found = is_file($this->file) ? hash_file('sha256', $this->file) : false;
        if ($found === false) {
            throw new EngineUnavailable('The generated core is missing: ' . basename($this->file) . '. Upload the module again.');
        }
        if (!hash_equals($this->sha256, $found)) {
            throw new EngineUnavailable('The generated core is not the file named in its manifest. Upload the module again.');
        }
    }
}
