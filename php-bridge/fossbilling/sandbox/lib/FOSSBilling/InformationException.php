<?php

/** Something the user should be told: thrown in an onBefore hook, it vetoes the operation. */

declare(strict_types=1);

namespace FOSSBilling;

class InformationException extends Exception
{
}
