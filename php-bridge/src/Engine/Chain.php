<?php

/**
 * The first way to the core that proves itself; when it breaks, the next one is asked the whole request again. The core is a pure
 * function of its request, so asking twice changes nothing. A refusal is an answer and drops nobody.
 */

declare(strict_types=1);

namespace Makegood\Engine;

final class Chain implements Transport
{
    /** @var array{version: string, sourceHash: string, sha256: string}|null of the one in use */
    private ?array $identity = null;

    /** @param list<Candidate> $candidates fastest first; the last one is never dropped */
    public function __construct(private readonly Manifest $manifest, private readonly array $candidates)
    {
    }

    public function call(string $request): string
    {
        $dropped = [];
        while (true) {
            $candidate = $this->current();
            try {
                return $candidate->transport->call($request);
            } catch (EngineFailure | EngineUnavailable $broken) {
                if ($candidate === $this->last()) {
                    // They all broke on it: it is the request's fault, and the faster ones are as good as before.
                    array_map(static fn (Candidate $fine) => $fine->turn('ready', ''), $broken instanceof EngineFailure ? $dropped : []);
                    throw $broken;
                }
                $candidate->turn('dropped', $broken->getMessage());
                $dropped[] = $candidate;
            }
        }
    }

    public function sha256(): string
    {
        return $this->current()->transport->sha256();
    }

    /** @return array{version: string, sourceHash: string, sha256: string} of the core that proved itself @throws EngineUnavailable */
    public function open(): array
    {
        $this->current();
        return $this->identity;
    }

    /** @return list<array{name: string, state: string, reason: string}> */
    public function report(): array
    {
        return array_map(static fn (Candidate $one): array => ['name' => $one->name, 'state' => $one->state, 'reason' => $one->reason], $this->candidates);
    }

    /** The one in use; the first that proves itself when there is none yet. @throws EngineUnavailable when the last one fails */
    private function current(): Candidate
    {
        foreach ($this->candidates as $candidate) {
            if ($candidate->state === 'used') {
                return $candidate;
            }
            if ($candidate->state !== 'ready') {
                continue;
            }
            try {
                $this->prove($candidate);
                return $candidate;
            } catch (EngineUnavailable $unfit) {
                if ($candidate === $this->last()) {
                    throw $unfit;
                }
                $candidate->turn('passedOver', $unfit->getMessage());
            }
        }
        throw new EngineUnavailable('There is no way to the core here.');
    }

    /**
     * Any that is not the shipped PHP gives all known answers, byte for byte, before its first real one; so does the PHP when it
     * steps in for one that broke. By itself it pays for the canaries of its first file only (CompiledCore asks those of the second
     * one when it loads that): a page view is short, and cron asks for all.
     */
    private function prove(Candidate $candidate): void
    {
        $candidate->transport ??= ($candidate->make)();
        $identity = Handshake::with($candidate->transport, $this->manifest);
        $isPlain = $candidate === $this->last() && array_filter($this->candidates, static fn (Candidate $one): bool => $one->state === 'dropped') === [];
        KnownAnswer::check($isPlain ? self::first($this->manifest, $candidate->transport) : $this->manifest->knownAnswers, $candidate->transport);
        array_map(static fn (Candidate $one) => $one->state === 'used' ? $one->turn('ready', '') : null, $this->candidates);
        $candidate->turn('used', '');
        $this->identity = $identity;
    }

    /** What a core by itself is asked before its first real question. @return list<KnownAnswer> */
    public static function first(Manifest $manifest, Transport $transport): array
    {
        return $transport instanceof CompiledCore ? $manifest->canariesOf(false) : $manifest->canaries();
    }

    private function last(): Candidate
    {
        return $this->candidates[count($this->candidates) - 1];
    }
}
