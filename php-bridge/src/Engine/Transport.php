<?php

/** Moves request bytes to a core and brings its answer bytes back; branches on neither. */

declare(strict_types=1);

namespace Makegood\Engine;

interface Transport
{
    /**
     * @throws EngineUnavailable when the core cannot be run here at all
     * @throws EngineFailure     when this one call broke; the next one meets a fresh core
     */
    public function call(string $request): string;

    /** SHA-256 of the file that computes. */
    public function sha256(): string;
}
