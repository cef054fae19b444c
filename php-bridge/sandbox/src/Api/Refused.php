<?php

/** A command refuses; the message is the documented error text. */

declare(strict_types=1);

namespace MakegoodSandbox\Api;

final class Refused extends \RuntimeException
{
}
