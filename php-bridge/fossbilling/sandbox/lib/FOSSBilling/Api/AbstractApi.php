<?php

/** Base of API classes in 0.8 and later. */

declare(strict_types=1);

namespace FOSSBilling\Api;

class AbstractApi extends \FossSandbox\ApiBase
{
}
