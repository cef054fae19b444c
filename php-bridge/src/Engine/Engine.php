<?php

/** The core behind a handshake: nobody gets an answer from a core that has not proved to be the right one. */

declare(strict_types=1);

namespace Makegood\Engine;

final class Engine
{
    public const CONTRACT = 1;

    private bool $open = false;
    /** @var array{version: string, sourceHash: string, sha256: string}|null */
    private ?array $identity = null;

    private function __construct(
        private ?Transport $transport,
        private ?Manifest $manifest,
        private readonly ?string $directory,
    ) {
    }

    /** The shipped engine in a directory; cheap: the first call reads, checks, loads and tests it. */
    public static function at(string $directory): self
    {
        return new self(null, null, $directory);
    }

    /** A core reached in another way, checked against the same manifest when one is given. */
    public static function over(Transport $transport, ?Manifest $manifest = null): self
    {
        return new self($transport, $manifest, null);
    }

    /**
     * @param array<string, mixed> $request the whole request
     * @return array<string, mixed> the answer with ok=true
     * @throws CoreRefused|EngineUnavailable|EngineFailure
     */
    public function call(array $request): array
    {
        return self::decode($this->bytes(Json::encode($request)));
    }

    /**
     * The answer's bytes, also of a refusal.
     *
     * @throws EngineUnavailable|EngineFailure
     */
    public function bytes(string $request): string
    {
        $this->open();
        return $this->transport->call($request);
    }

    /**
     * @return array<string, mixed>
     * @throws CoreRefused|EngineFailure
     */
    public static function decode(string $answer): array
    {
        $value = json_decode($answer, true);
        if (!is_array($value) || !isset($value['ok'])) {
            throw new EngineFailure('The core\'s answer is not JSON.');
        }
        return $value['ok'] === true ? $value : throw CoreRefused::from($value);
    }

    /** @throws EngineUnavailable when a known answer comes out differently */
    public function selfTest(): void
    {
        $this->open();
        $this->checkKnownAnswers();
    }

    /** Run before each batch of postings: a JIT may spoil a loop only once it is hot. */
    public function canary(): void
    {
        $this->open();
        if (JitGuard::tracing()) {
            throw new EngineUnavailable('The tracing JIT came on while the core was in use.');
        }
        $this->checkKnownAnswers();
    }

    /** @return array{version: string, sourceHash: string, sha256: string} sha256 is that of the wasm file (of the binary for a native core) */
    public function identity(): array
    {
        $this->open();
        return $this->identity;
    }

    private function open(): void
    {
        if ($this->open) {
            return;
        }
        if ($this->directory !== null) {
            $this->manifest ??= Manifest::read($this->directory);
            $this->transport ??= new CompiledCore($this->manifest->phpFile, $this->manifest->phpSha256, $this->manifest->phpClass);
        }
        try {
            $this->identity = $this->handshake();
            $this->checkKnownAnswers();
        } catch (EngineFailure | CoreRefused $broken) {
            throw new EngineUnavailable('The core failed its handshake: ' . $broken->getMessage(), 0, $broken);
        }
        $this->open = true;
    }

    /** @return array{version: string, sourceHash: string, sha256: string} */
    private function handshake(): array
    {
        $said = self::decode($this->transport->call('{"contract":1,"command":"describe"}'));
        if (($said['contract'] ?? null) !== self::CONTRACT) {
            throw new EngineUnavailable('The core speaks another contract than this bridge.');
        }
        $manifest = $this->manifest;
        if ($manifest !== null && ($manifest->contract !== self::CONTRACT || $said['sourceHash'] !== $manifest->sourceHash)) {
            if ($this->transport instanceof CompiledCore) {
                $this->transport->forgetCompiled(); // the file itself was checked: the next process loads it
            }
            throw new EngineUnavailable('The core was built from other sources than its manifest says.');
        }
        return [
            'version' => (string) $said['version'],
            'sourceHash' => (string) $said['sourceHash'],
            'sha256' => $manifest === null ? $this->transport->sha256() : $manifest->wasmSha256,
        ];
    }

    private function checkKnownAnswers(): void
    {
        if ($this->manifest === null) {
            return;
        }
        if ($this->manifest->knownAnswers === []) {
            throw new EngineUnavailable('The engine came without known answers to test it with.');
        }
        foreach ($this->manifest->knownAnswers as $i => $known) {
            try {
                $answer = $this->transport->call($known['request']);
            } catch (EngineFailure $trap) {
                throw new EngineUnavailable('The core trapped on known answer ' . $i . '.', 0, $trap);
            }
            if (!hash_equals($known['sha256'], hash('sha256', $answer))) {
                throw new EngineUnavailable('The core gives a wrong answer to known question ' . $i . ' on this PHP.');
            }
        }
    }
}
