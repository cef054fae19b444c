<?php

/** The core cannot be trusted or run here: nothing is decided or posted, intake goes on. */

declare(strict_types=1);

namespace Makegood\Engine;

final class EngineUnavailable extends \RuntimeException
{
    /** @param string $reasonCode the check that failed, by its name in `Checks::NAMES`, or `canary`; stable, unlike the message */
    public function __construct(string $message, public readonly string $reasonCode = 'transport', ?\Throwable $previous = null)
    {
        parent::__construct($message, 0, $previous);
    }
}
