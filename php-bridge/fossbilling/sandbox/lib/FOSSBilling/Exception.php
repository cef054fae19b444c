<?php

/** A fault, with placeholders filled in and a code; 0 is shown as 9999 by the API. */

declare(strict_types=1);

namespace FOSSBilling;

class Exception extends \Exception
{
    public function __construct(string $message, ?array $variables = null, int $code = 0, bool $protected = false)
    {
        parent::__construct(__trans($message, $variables), $code);
    }
}
