<?php

/** The core behind a handshake: nobody gets an answer from a core that has not proved to be the right one. */

declare(strict_types=1);

namespace Makegood\Engine;

final class Engine
{
    public const CONTRACT = 1;

    /** @var array{version: string, sourceHash: string, sha256: string}|null null before the handshake */
    private ?array $identity = null;
    private bool $isTested = false;

    private function __construct(
        private ?Transport $transport,
        private ?Manifest $manifest,
        private readonly ?string $directory,
        private readonly TransportSettings $settings = new TransportSettings(),
    ) {
    }

    /** The shipped engine in a directory; cheap: the first call reads, checks, loads and tests it. */
    public static function at(string $directory, TransportSettings $settings = new TransportSettings()): self
    {
        return new self(null, null, $directory, $settings);
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
        if (strlen($answer) > Transport::ANSWER_MAX) {
            throw new EngineFailure('The core\'s answer is too long.');
        }
        $value = json_decode($answer, true);
        if (!is_array($value) || !isset($value['ok'])) {
            throw new EngineFailure('The core\'s answer is not JSON.');
        }
        return $value['ok'] === true ? $value : throw CoreRefused::from($value);
    }

    /** For the start of a run: the whole self-test once in a process, the canaries after that. @throws EngineUnavailable */
    public function begin(): void
    {
        $this->isTested ? $this->canary() : $this->selfTest();
    }

    /** All that is known about the core: its files and every known answer. @throws EngineUnavailable */
    public function selfTest(): void
    {
        $this->open();
        if ($this->manifest === null) {
            return;
        }
        if ($this->directory !== null) {
            Checks::files($this->manifest);
        }
        KnownAnswer::check($this->manifest->knownAnswers, $this->transport);
        $this->isTested = true;
    }

    /** Run before each batch of postings: what was right at the start may have gone wrong since. @throws EngineUnavailable */
    public function canary(): void
    {
        $this->open();
        if ($this->manifest !== null) {
            CompiledCore::checkTracing($this->manifest->phpClass);
            KnownAnswer::check($this->manifest->canaries(), $this->transport, 'canary');
        }
    }

    /** @return array{version: string, sourceHash: string, sha256: string} sha256 is that of the wasm file (of the binary for a native core) */
    public function identity(): array
    {
        $this->open();
        return $this->identity;
    }

    /** How the core is reached, and why not faster. @return list<array{name: string, state: string, reason: string}> */
    public function transports(): array
    {
        $this->open();
        return $this->transport instanceof Chain ? $this->transport->report() : [];
    }

    private function open(): void
    {
        if ($this->identity !== null) {
            return;
        }
        if ($this->directory !== null) {
            $this->manifest ??= Manifest::read($this->directory);
            $this->transport ??= Transports::auto($this->manifest, $this->settings);
        }
        if ($this->transport instanceof Chain) {
            $this->identity = $this->transport->open();
            return;
        }
        $identity = Handshake::with($this->transport, $this->manifest);
        if ($this->manifest !== null) {
            KnownAnswer::check(Chain::first($this->manifest, $this->transport), $this->transport);
        }
        $this->identity = $identity;
    }
}
