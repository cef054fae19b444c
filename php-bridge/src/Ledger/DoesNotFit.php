<?php

/** A value does not fit its column; storing it would have changed it. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class DoesNotFit extends \InvalidArgumentException
{
}
