<?php

/** Somebody else moved the client's ledger or took this position first: read again and decide again. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class LostRace extends \RuntimeException
{
}
