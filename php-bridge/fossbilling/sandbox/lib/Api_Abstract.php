<?php

/** Base of API classes in 0.7. */

declare(strict_types=1);

class Api_Abstract extends FossSandbox\ApiBase
{
}
