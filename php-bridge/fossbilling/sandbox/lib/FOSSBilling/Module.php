<?php

/** A module, in 0.8 and later. */

declare(strict_types=1);

namespace FOSSBilling;

class Module extends \FossSandbox\ModuleBase
{
}
