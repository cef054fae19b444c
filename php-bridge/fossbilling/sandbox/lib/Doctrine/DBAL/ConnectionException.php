<?php

/** A transaction that is not there. */

declare(strict_types=1);

namespace Doctrine\DBAL;

class ConnectionException extends \RuntimeException
{
}
