<?php

/** CallersTests on MariaDB. */

declare(strict_types=1);

namespace Makegood\Tests\Run;

use Makegood\Intake\Express;
use Makegood\Intake\SecretCheck;
use Makegood\Ledger\Db;
use Makegood\Ledger\Ledger;
use Makegood\Tests\Support\OnMariaDb;

final class CallersOnMariaDbTest extends CallersTests
{
    use OnMariaDb;

    /** The order of the messages' numbers is the order in which they came: whoever is just storing one is waited for. */
    public function testASecretIsReplacedOnlyWhenNobodyIsJustStoringWithIt(): void
    {
        $source = $this->world->source('pingdom');
        $storing = $this->connect();
        $storing->exec('START TRANSACTION');
        self::assertTrue(Express::keep($storing, $source, SecretCheck::digest('x'), '', '', '{}', true));
        $desk = $this->connect();
        $desk->exec('SET SESSION innodb_lock_wait_timeout = 0');
        $sources = Ledger::over($desk)->sources;
        try {
            $sources->rotate($source, str_repeat('9', 64), 1);
            self::fail('it did not wait');
        } catch (\PDOException $failure) {
            self::assertTrue(Db::isBusy($failure));
        }
        self::assertSame(SecretCheck::digest('x'), $this->world->ledger->sources->byId($source)['digest']);
        $storing->exec('COMMIT');
        $sources->rotate($source, str_repeat('9', 64), 1);
        self::assertTrue(Express::keep($storing, $source, SecretCheck::digest('x'), '', '', '{}', true));
        $this->world->run('2026-03-04T14:00:00Z');
        self::assertSame(['unknown', 'refused'], array_reverse(array_column($this->world->ledger->deliveries->recent(9), 'state')));
    }
}
