<?php

/** A length like 1M or 1Y. */

declare(strict_types=1);

namespace FOSSBilling;

class Period extends \FossSandbox\Period
{
}
