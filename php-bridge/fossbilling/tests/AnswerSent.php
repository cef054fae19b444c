<?php

/** Stands for the end of a request, which no test survives. */

declare(strict_types=1);

namespace Makegood\Fossbilling\Tests;

use Makegood\Pages\Http\Response;

final class AnswerSent extends \Error
{
    public function __construct(public readonly Response $response)
    {
        parent::__construct('an answer was sent');
    }
}
