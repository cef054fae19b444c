<?php

/** Everything that trust in the engine rests on, one by one, each with its reason: for the Health page and for activation. */

declare(strict_types=1);

namespace Makegood\Engine;

final class Checks
{
    public const NAMES = ['php64', 'jit', 'manifest', 'phpFile', 'phpMoreFile', 'header', 'describe', 'selfTest', 'transport'];

    /** Those that fail when the upload is not whole: nothing but uploading again can help. */
    public const OF_FILES = ['manifest', 'phpFile', 'phpMoreFile', 'header'];

    /** @var list<Check> */
    private array $done = [];
    private bool $sound = true;

    /** @return list<Check> in the order of NAMES; what cannot be looked at because of one before it says so */
    public static function all(string $directory, TransportSettings $settings = new TransportSettings()): array
    {
        $checks = new self();
        $checks->step('php64', static fn (): string => PHP_INT_SIZE === 8 ? '64 bits' : throw new EngineUnavailable('The core needs a 64-bit PHP; this one is 32-bit.'));
        $manifest = null;
        $read = static function () use ($directory, &$manifest): string {
            $manifest = Manifest::read($directory);
            return 'version ' . $manifest->version . ', ' . count($manifest->knownAnswers) . ' known answers';
        };
        $sound = $checks->sound;
        $checks->step('manifest', $read);
        $jit = static function () use (&$manifest): string {
            $manifest === null || CompiledCore::checkTracing($manifest->phpClass);
            return JitGuard::tracing() ? 'tracing is on: the core is kept out of its reach, and is read anew for each page; opcache.jit=function would be faster'
                : 'no tracing JIT';
        };
        $checks->sound = $sound;
        $checks->step('jit', $jit);
        $checks->sound = $checks->sound && $manifest !== null;
        foreach ($manifest?->files() ?? [] as $file) {
            $checks->step($file->check, static fn (): string => basename($file->path) . ', ' . strlen($file->read()) . ' bytes, as the manifest says');
        }
        $checks->step('header', static fn (): string => self::heads($manifest));
        $compiled = $manifest === null ? null : new CompiledCore($manifest);
        $checks->step('describe', static fn (): string => 'sources ' . Handshake::with($compiled, $manifest)['sourceHash']);
        $checks->step('selfTest', static function () use ($manifest, $compiled): string {
            KnownAnswer::check($manifest->knownAnswers, $compiled);
            return count($manifest->knownAnswers) . ' known answers came out right';
        });
        $checks->step('transport', static fn (): string => self::transport(Transports::auto($manifest, $settings)));
        return $checks->ordered();
    }

    /** Both generated files as the build wrote them. @throws EngineUnavailable */
    public static function files(Manifest $manifest): void
    {
        foreach ($manifest->files() as $file) {
            $file->checkHead($file->read(), $manifest->wasmSha256);
        }
    }

    /** @param list<Check> $checks */
    public static function firstFailed(array $checks): ?Check
    {
        foreach ($checks as $check) {
            if (!$check->ok) {
                return $check;
            }
        }
        return null;
    }

    private static function heads(Manifest $manifest): string
    {
        self::files($manifest);
        return 'made from the wasm file ' . $manifest->wasmSha256;
    }

    private static function transport(Chain $chain): string
    {
        $chain->open();
        foreach ($chain->report() as $row) {
            if ($row['state'] === 'used') {
                return $row['name'];
            }
        }
        return 'none';
    }

    /** @param \Closure(): string $look */
    private function step(string $name, \Closure $look): void
    {
        if (!$this->sound) {
            $this->done[] = new Check($name, false, 'not looked at: something before it is wrong');
            return;
        }
        try {
            $this->done[] = new Check($name, true, $look());
        } catch (EngineUnavailable | EngineFailure $wrong) {
            $this->sound = false;
            $this->done[] = new Check($name, false, $wrong->getMessage());
        }
    }

    /** @return list<Check> */
    private function ordered(): array
    {
        $order = array_flip(self::NAMES);
        usort($this->done, static fn (Check $a, Check $b): int => $order[$a->name] <=> $order[$b->name]);
        return $this->done;
    }
}
