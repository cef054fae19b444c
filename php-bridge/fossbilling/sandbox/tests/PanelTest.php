<?php

/** The sandbox's own promises: the closed list, the switches, one root and one profile per process, the company of the demo. */

declare(strict_types=1);

namespace FossSandbox\Tests;

use FossSandbox\Assumptions;
use FossSandbox\Installer;
use FossSandbox\Panel;
use FossSandbox\Profile;
use FossSandbox\Rows;
use FossSandbox\Seed;
use FossSandbox\UndocumentedUse;
use MakegoodSandbox\Clock;
use MakegoodSandbox\SeedData;

class PanelTest extends PanelTestCase
{
    /** @return array<string, array{callable, list<string>}> what is not documented => the call, lines in which it is refused */
    public static function undocumented(): array
    {
        $all = Profile::ALL;

        return [
            'a service\'s method' => [static fn ($di) => $di['mod_service']('client')->giveMoney(), $all],
            'a part of the container' => [static fn ($di) => $di['pager'], $all],
            'a log\'s channel of 0.7 and 0.8' => [static fn ($di) => $di['logger']->setChannel('x'), ['main']],
            'a log\'s channel of main' => [static fn ($di) => $di['logger']->withChannel('x'), ['0.7', '0.8']],
            'currency by code, 0.7 only' => [static fn ($di) => $di['mod_service']('currency')->getByCode('USD'), ['0.8', 'main']],
            'currency repository, after 0.7' => [static fn ($di) => $di['mod_service']('currency')->getCurrencyRepository(), ['0.7']],
            'a bean of another line' => [static fn ($di) => $di['db']->load('Product', 1), ['0.8']],
            'a locked balance' => [static fn ($di) => $di['mod_service']('Client', 'Balance')->getClientBalanceForUpdate(4), ['0.7', '0.8']],
            'a method of the entity manager' => [static fn ($di) => $di['em']->createQueryBuilder(), ['0.8', 'main']],
        ];
    }

    /**
     * @dataProvider undocumented
     *
     * @param list<string> $lines
     */
    public function testWhatIsNotDocumentedFailsLoudly(callable $call, array $lines): void
    {
        if (!Profile::is(...$lines)) {
            self::assertNotSame([], $lines);

            return;
        }
        try {
            $call($this->di);
            self::fail('not refused');
        } catch (UndocumentedUse $refused) {
            self::assertStringContainsString($refused->getMessage(), (string) file_get_contents($this->root . '/undocumented.log'));
        }
    }

    /** A record of another kind is refused, as the real signatures refuse it. */
    public function testServicesTakeTheirOwnRecordsOnly(): void
    {
        $this->expectException(\TypeError::class);
        $this->di['mod_service']('client')->addFunds($this->draft(4, ['1.00']), '1.00', 'why');
    }

    public function testAnotherProfileOrRootNeedsAnotherProcess(): void
    {
        foreach ([static fn () => Profile::choose(Profile::is('0.7') ? '0.8' : '0.7'), static fn () => Panel::boot(sys_get_temp_dir())] as $call) {
            try {
                $call();
                self::fail('taken');
            } catch (\LogicException $refused) {
                self::assertStringContainsString('process', $refused->getMessage());
            }
        }
    }

    /** @return array<string, array{string, string, callable, mixed, mixed}> switch, other side, question, answer by default, answer then */
    public static function switches(): array
    {
        $hooks = static fn (self $test): int => count(Rows::sql("SELECT id FROM extension_meta WHERE extension = 'mod_hook'")) > 0 ? 1 : 0;

        return [
            'hooks.fresh' => ['hooks.fresh', 'unconnected', $hooks, 1, 0],
            'refund.logic' => ['refund.logic', 'manual', static fn (self $test) => $test->di['mod_service']('system')->getParamValue('invoice_refund_logic'), 'credit_note', 'manual'],
            'main.version' => ['main.version', '0.9.0', static fn (self $test): string => Profile::is('main') ? Profile::version() : 'of the line',
                Profile::is('main') ? '0.0.1' : 'of the line', Profile::is('main') ? '0.9.0' : 'of the line'],
        ];
    }

    /** @dataProvider switches */
    public function testASwitchChangesThePanel(string $id, string $other, callable $ask, mixed $before, mixed $after): void
    {
        self::assertSame($before, $ask($this));
        Assumptions::set($id, $other);
        Installer::install($this->root, null, $this->database(), true);
        $this->di = Panel::container();
        self::assertSame($after, $ask($this));
    }

    public function testABeanThatWritesOnlyWhatChanged(): void
    {
        if (!Profile::hasBeans()) {
            self::assertFalse(isset($this->di['db']));

            return;
        }
        foreach (['all-columns' => 'old', 'changed-columns' => 'new'] as $side => $expected) {
            Assumptions::set('bean.store', $side);
            $invoice = $this->draft(4, ['1.00']);
            Rows::sql("UPDATE invoice SET text_1 = 'old' WHERE id = ?", [Rows::id($invoice)]);
            $bean = $this->di['db']->load('Invoice', Rows::id($invoice));
            Rows::sql("UPDATE invoice SET text_1 = 'new' WHERE id = ?", [Rows::id($invoice)]);
            $bean->text_2 = 'x';
            $this->di['db']->store($bean);
            self::assertSame($expected, Rows::sql('SELECT text_1 FROM invoice WHERE id = ?', [Rows::id($invoice)])[0]['text_1'], $side);
        }
    }

    public function testAnUnknownSwitchIsRefused(): void
    {
        $this->expectException(\InvalidArgumentException::class);
        Assumptions::set('refund.logic', 'always');
    }

    /** Every service is paid for all of March: some paid line begins on or before the first and the order runs into April. */
    public function testTheCompanyOfTheDemo(): void
    {
        Installer::install($this->root, null, $this->database(), true);
        Clock::travel(null);
        Seed::run();
        $count = static fn (string $sql): int => (int) Rows::sql($sql)[0]['n'];
        self::assertSame([40, 15, 4, 4], [$count('SELECT COUNT(*) AS n FROM client_order'), $count('SELECT COUNT(*) AS n FROM client'),
            $count('SELECT COUNT(*) AS n FROM product'), $count('SELECT COUNT(*) AS n FROM service_hosting_server')]);
        self::assertSame(0, $count("SELECT COUNT(*) AS n FROM invoice WHERE status <> 'paid'"));
        self::assertSame(0, $count("SELECT COUNT(*) AS n FROM client_order WHERE expires_at < '2026-04-01' OR status <> 'active'"));
        self::assertSame(0, $count("SELECT COUNT(*) AS n FROM invoice_item i JOIN invoice m ON m.id = i.invoice_id WHERE i.type = 'order' AND i.status <> 'executed'"));
        // Prices of the same list: client 7 pays 49.90 BRL a month for service 7, client 13 3.15 KWD for service 13.
        $price = static fn (int $id): string => Rows::sql('SELECT CAST(price AS CHAR) AS p FROM client_order WHERE id = ?', [$id])[0]['p'];
        self::assertSame([SeedData::PRODUCTS[1][1][2][0], '3.15'], [$price(7), $price(13)]);
        // GB clients pay 20 %, the exempt one nothing.
        self::assertSame(['0', '20'], [(string) Rows::sql('SELECT taxrate FROM invoice WHERE client_id = 1')[0]['taxrate'],
            (string) Rows::sql('SELECT taxrate FROM invoice WHERE client_id = 2')[0]['taxrate']]);
    }
}
