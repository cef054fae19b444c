<?php

/** The same on MariaDB. */

declare(strict_types=1);

namespace Makegood\Fossbilling\Tests\MariaDb;

use Makegood\Fossbilling\Tests\AdapterTest;
use Makegood\Fossbilling\Tests\OnMariaDb;

require_once dirname(__DIR__) . '/AdapterTest.php';

final class AdapterOnMariaDbTest extends AdapterTest
{
    use OnMariaDb;

    /** Tables that a host converted, or that come from an older server, sort otherwise than the connection. */
    public function testWhatWasPaidIsReadWhateverTheTablesCollation(): void
    {
        $order = $this->order(['expires_at' => '2026-03-10 00:00:00']);
        $invoice = (string) \FossSandbox\Rows::id($this->di()['mod_service']('Invoice')->generateForOrder(\FossSandbox\Rows::load('ClientOrder', $order)));
        $this->di()['mod_service']('Invoice')->markAsPaid($this->invoice($invoice), false, true);
        $charset = (string) $this->sql('SELECT @@character_set_connection AS c')[0]['c'];
        foreach (['unicode_ci', 'bin'] as $collation) {
            foreach (['client_balance', 'invoice', 'invoice_item', 'client_order'] as $table) {
                $this->sql("ALTER TABLE $table CONVERT TO CHARACTER SET $charset COLLATE {$charset}_$collation");
            }
            self::assertCount(1, $this->app()->panel()->charges($order), $collation);
            self::assertSame([], $this->app()->panel()->cash($order), $collation);
        }
    }

    /** Counted, not timed: invoices of other clients are not looked at. */
    public function testWhatWasPaidIsLookedForAmongTheClientsInvoices(): void
    {
        $order = $this->order();
        for ($n = 0; $n < 200; ++$n) {
            $this->sql("INSERT INTO invoice (client_id, hash, currency, status, approved) VALUES (2, ?, 'USD', 'paid', 1)", ['h' . $n]);
            $this->sql("INSERT INTO invoice_item (invoice_id, type, rel_id, title, price, quantity, taxed) SELECT MAX(id), 'order', '999', 'x', '1.00', 1, 0 FROM invoice");
        }
        $this->sql('ANALYZE TABLE invoice, invoice_item, client_order');
        $before = $this->reads();
        self::assertSame([], $this->app()->panel()->charges($order));
        self::assertLessThan(100, $this->reads() - $before);
    }
}
