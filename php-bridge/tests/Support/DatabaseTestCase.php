<?php

/** A migrated, live ledger on a database of its own; the class says which by a trait. */

declare(strict_types=1);

namespace Makegood\Tests\Support;

use Makegood\Ledger\Ledger;
use Makegood\Run\Mode;
use PHPUnit\Framework\TestCase;

abstract class DatabaseTestCase extends TestCase
{
    abstract protected function connect(): \PDO;

    /** A connection to a database that is still empty. */
    abstract protected function anotherDatabase(): \PDO;

    protected function ledger(): Ledger
    {
        $ledger = Ledger::over($this->connect());
        $ledger->migrate();
        Mode::live($ledger, null);
        return $ledger;
    }
}
