<?php

/** Sums of the database: decimals, signs, what is nothing. */

declare(strict_types=1);

namespace Makegood\Tests\Ledger;

use Makegood\Ledger\Db;
use Makegood\Ledger\Sums;
use Makegood\Tests\Support\DatabaseTestCase;

abstract class SumsTests extends DatabaseTestCase
{
    private const ROWS = 'SELECT ? AS amount UNION ALL SELECT ?';

    private function db(): Db
    {
        return new Db($this->connect(), null);
    }

    public function testAmountsAreAddedInMinorUnits(): void
    {
        $db = $this->db();
        self::assertSame('0.30', Sums::of($db, self::ROWS, ['0.10', '0.20']));
        self::assertSame('300', Sums::of($db, self::ROWS, ['100', '200']), 'a currency without decimals');
        self::assertNull(Sums::of($db, self::ROWS, ['1.00', '-1.00']));
        self::assertNull(Sums::of($db, self::ROWS . ' LIMIT 0', ['1.00', '1.00']));
    }

    public function testADifferenceHasItsSignAndItsDecimals(): void
    {
        $db = $this->db();
        self::assertSame('-0.05', Sums::less($db, '0.25', self::ROWS, ['0.10', '0.20']));
        self::assertSame('264.00', Sums::less($db, '264.00', self::ROWS . ' LIMIT 0', ['1.00', '1.00']));
        self::assertSame('-264.00', Sums::less($db, '0.00', 'SELECT ? AS amount', ['264.00']));
        self::assertSame('5', Sums::less($db, '9', 'SELECT ? AS amount', ['4']));
    }

    public function testTwoAmountsOfDifferentDecimals(): void
    {
        $db = $this->db();
        self::assertSame('10.50', Sums::plus($db, '10', '0.50'));
        self::assertSame('0.05', Sums::plus($db, '0.02', '0.03'));
        self::assertSame(['1.00', '2.00', null], [Sums::plus($db, '1.00', null), Sums::plus($db, null, '2.00'), Sums::plus($db, null, null)]);
        self::assertSame('9.5', Sums::larger($db, '9.5', '9.4999'));
        self::assertSame('10', Sums::larger($db, '9.99', '10'));
    }
}
