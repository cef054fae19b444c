<?php

/** Ends a page by sending the browser elsewhere. */

declare(strict_types=1);

namespace FossSandbox\Web;

final class Redirect extends \Exception
{
    public function __construct(public readonly string $to)
    {
        parent::__construct("redirect to $to");
    }
}
