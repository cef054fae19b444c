<?php

/** One call trapped or broke off; the request has no answer (`internal` in the contract's list). */

declare(strict_types=1);

namespace Makegood\Engine;

final class EngineFailure extends \RuntimeException
{
    public const CODE = 'internal';
}
