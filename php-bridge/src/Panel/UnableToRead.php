<?php

/** The panel could not be read, so nothing may be concluded from what is missing. */

declare(strict_types=1);

namespace Makegood\Panel;

final class UnableToRead extends \RuntimeException
{
}
