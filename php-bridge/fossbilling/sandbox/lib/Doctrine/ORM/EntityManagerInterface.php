<?php

/** The type that modules may name. */

declare(strict_types=1);

namespace Doctrine\ORM;

interface EntityManagerInterface
{
    public function getConnection(): \Doctrine\DBAL\Connection;

    public function isOpen(): bool;
}
