<?php

/** The core cannot be trusted or run here: nothing is decided or posted, intake goes on. */

declare(strict_types=1);

namespace Makegood\Engine;

final class EngineUnavailable extends \RuntimeException
{
}
