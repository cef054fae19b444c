<?php

/** Nothing can be written any more: a flush failed before. */

declare(strict_types=1);

namespace Doctrine\ORM\Exception;

class EntityManagerClosed extends \RuntimeException
{
    public static function create(): self
    {
        return new self('The EntityManager is closed.');
    }
}
