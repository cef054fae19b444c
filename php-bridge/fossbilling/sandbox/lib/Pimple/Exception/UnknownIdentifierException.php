<?php

/** A name that the container does not have. */

declare(strict_types=1);

namespace Pimple\Exception;

class UnknownIdentifierException extends \InvalidArgumentException
{
    public function __construct(string $id)
    {
        parent::__construct(sprintf('Identifier "%s" is not defined.', $id));
    }
}
