<?php

/** Products: nothing of the service is documented for modules. */

declare(strict_types=1);

namespace Box\Mod\Product;

use FossSandbox\CoreService;

class Service extends CoreService
{
}
