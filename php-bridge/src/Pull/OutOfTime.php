<?php

/** This run has no time left for the next question; nothing is wrong. */

declare(strict_types=1);

namespace Makegood\Pull;

final class OutOfTime extends \RuntimeException
{
}
