<?php

/** The host's PHP does not know this time zone. */

declare(strict_types=1);

namespace Makegood\Panel;

final class UnknownZone extends \RuntimeException
{
}
