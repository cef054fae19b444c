<?php

/** The core as generated PHP, inside this process: needs nothing on the host. */

declare(strict_types=1);

namespace Makegood\Engine;

final class CompiledCore implements Transport
{
    /** @var array<string, bool> class → whether it was kept from opcache: what this process loaded by us */
    private static array $ours = [];

    private bool $ready = false;
    /** Whether the second file's canaries came out right, or are being asked. */
    private bool $isMoreProved = false;

    /** @param Manifest $manifest its digests are checked before anything is run */
    public function __construct(private readonly Manifest $manifest)
    {
    }

    public function sha256(): string
    {
        return $this->manifest->php->sha256;
    }

    public function call(string $request): string
    {
        $this->load();
        $core = $this->manifest->phpClass;
        try {
            $answer = $core::call($request);
        } catch (\Throwable $trap) {
            // Not as its cause: a trace holds the arguments, and with them the core's whole memory.
            throw new EngineFailure('The core trapped: ' . $trap->getMessage());
        }
        $this->proveMore($core . 'More');
        return $answer;
    }

    /** No answer that the second file had a hand in leaves before that file's canaries came out right. @throws EngineUnavailable */
    private function proveMore(string $class): void
    {
        if ($this->isMoreProved || !class_exists($class, false)) {
            return;
        }
        $this->isMoreProved = true;
        try {
            $rows = $this->manifest->canariesOf(true);
            $rows === [] || KnownAnswer::check($rows, $this);
        } catch (EngineUnavailable $wrong) {
            $this->isMoreProved = false;
            throw $wrong;
        }
    }

    /** Makes OPcache read the files again: where it does not look at timestamps it may run those that were there before. */
    public function forgetCompiled(): void
    {
        foreach (function_exists('opcache_invalidate') ? $this->manifest->files() : [] as $file) {
            @opcache_invalidate($file->path, true);
        }
    }

    /** @throws EngineUnavailable when code that runs now could be traced */
    public static function checkTracing(string $class): void
    {
        if (class_exists($class, false) && !(self::$ours[$class] ?? false) && JitGuard::tracing()) {
            throw new EngineUnavailable('The core was loaded where PHP\'s tracing JIT may run it, which gives wrong answers. Set opcache.jit to off or'
                . ' function and restart PHP.', 'jit');
        }
    }

    private function load(): void
    {
        if ($this->ready) {
            return;
        }
        if (PHP_INT_SIZE !== 8) {
            throw new EngineUnavailable('The core needs a 64-bit PHP; this one is 32-bit.', 'php64');
        }
        $class = $this->manifest->phpClass;
        self::checkTracing($class);
        if (!class_exists($class, false)) {
            $this->loadFiles($class);
        }
        $this->ready = true;
    }

    private function loadFiles(string $class): void
    {
        $first = $this->checked($this->manifest->php);
        self::$ours[$class] = JitGuard::tracing();
        if (self::$ours[$class]) {
            // The second file lies beside the first one there, too, and is loaded past opcache when it is needed.
            $more = $this->manifest->phpMore;
            $more === null || Uncached::offer($class, basename($more->path), fn (): string => $this->checked($more));
            Uncached::load($class, basename($this->manifest->php->path), $first);
        } else {
            require_once $this->manifest->php->path;
        }
        if (!class_exists($class, false)) {
            throw new EngineUnavailable('The generated core does not define ' . $class . '.', 'phpFile');
        }
    }

    /** The first file compares the second one's digest itself, when it needs it. */
    private function checked(GeneratedFile $file): string
    {
        $text = $file->read();
        $file->checkHead($text, $this->manifest->wasmSha256, false);
        return $text;
    }
}
