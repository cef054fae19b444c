<?php

/** No secret can be kept here; the message says why, for a person. */

declare(strict_types=1);

namespace Makegood;

final class VaultClosed extends \RuntimeException
{
}
