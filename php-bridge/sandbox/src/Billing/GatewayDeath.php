<?php

/** Stands for the end of the process in the middle of a refund: an Error, so that a module that catches exceptions does not catch it. */

declare(strict_types=1);

namespace MakegoodSandbox\Billing;

final class GatewayDeath extends \Error
{
}
