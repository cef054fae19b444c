<?php

/** The same on MariaDB. */

declare(strict_types=1);

namespace Makegood\Fossbilling\Tests\MariaDb;

use Makegood\Fossbilling\Tests\LinesTest;
use Makegood\Fossbilling\Tests\OnMariaDb;

require_once dirname(__DIR__) . '/LinesTest.php';

final class LinesOnMariaDbTest extends LinesTest
{
    use OnMariaDb;

    /** Counted, not timed: 200 lines are found by looking at the panel's lines a few times, not once for each. */
    public function testManyLinesAreFoundInOneLook(): void
    {
        $keys = [];
        $id = $this->draft([['title' => 'One', 'price' => '30.00']]);
        $this->sql("UPDATE invoice SET status = 'paid' WHERE id = ?", [$id]);
        for ($n = 0; $n < 200; ++$n) {
            $keys[] = sprintf('sla:%016x', $n);
            $this->sql("INSERT INTO invoice_item (invoice_id, type, rel_id, title, price, quantity, taxed) VALUES (?, 'custom', ?, 'SLA', '-0.01', 1, 0)", [$id, $keys[$n]]);
        }
        for ($n = 0; $n < 20; ++$n) { // refunds of something else
            $this->sql("INSERT INTO invoice (client_id, hash, currency, status, approved) VALUES (2, ?, 'USD', 'refunded', 1)", ['h' . $n]);
        }
        $this->sql('ANALYZE TABLE invoice, invoice_item');
        $before = $this->reads();
        self::assertCount(200, $this->app()->panel()->lines($keys));
        self::assertLessThan(5_000, $this->reads() - $before, '200 looks would read 40 000 rows');
    }
}
