<?php

/** Moves request bytes to a core and brings its answer bytes back; branches on neither. */

declare(strict_types=1);

namespace Makegood\Engine;

interface Transport
{
    /** Bytes of an answer: decoded, a longer one of small parts would not fit into PHP's 128 MB, and that would end the run, each run anew. */
    public const ANSWER_MAX = 12 * 1024 * 1024;

    /**
     * @throws EngineUnavailable when the core cannot be run here at all
     * @throws EngineFailure     when this one call broke; the next one meets a fresh core
     */
    public function call(string $request): string;

    /** SHA-256 of the file that computes. */
    public function sha256(): string;
}
