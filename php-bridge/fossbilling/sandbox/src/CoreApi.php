<?php

/** Base of the sandbox's own API classes: the line's base class. */

declare(strict_types=1);

namespace FossSandbox;

class_alias(Profile::is('0.7') ? \Api_Abstract::class : \FOSSBilling\Api\AbstractApi::class, CoreApi::class);
