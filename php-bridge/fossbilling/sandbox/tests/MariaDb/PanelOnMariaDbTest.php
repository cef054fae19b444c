<?php

/** The tests of the same name on MariaDB, and what only MariaDB does. */

declare(strict_types=1);

namespace FossSandbox\Tests\MariaDb;

use FossSandbox\Profile;
use FossSandbox\Rows;
use FossSandbox\Tests\OnMariaDb;
use FossSandbox\Tests\PanelTest;

final class PanelOnMariaDbTest extends PanelTest
{
    use OnMariaDb;

    /** The tables hold three bytes a character: a title with four fails, and in main that closes the entity manager. */
    public function testATitleWithAFourByteCharacter(): void
    {
        $invoice = $this->draft(4, ['1.00']);
        try {
            $this->di['mod_service']('Invoice', 'InvoiceItem')->addNew($invoice, ['title' => "SLA \u{1F44D}", 'price' => '-1.00']);
            self::fail('taken');
        } catch (\PDOException $error) {
            self::assertStringContainsString('1366', $error->getMessage());
        }
        self::assertSame(Profile::is('main'), isset($this->di['em']) && !$this->di['em']->isOpen());
        self::assertCount(1, Rows::sql('SELECT id FROM invoice_item'));
    }
}
