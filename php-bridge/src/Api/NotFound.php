<?php

/** There is no such thing to show. */

declare(strict_types=1);

namespace Makegood\Api;

final class NotFound extends \RuntimeException
{
}
