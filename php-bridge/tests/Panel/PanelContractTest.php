<?php

/** What every Panel adapter must do; a test class of the adapter provides the panel, a client and a service. */

declare(strict_types=1);

namespace Makegood\Tests\Panel;

use Makegood\Panel\CreditRow;
use Makegood\Panel\Lines;
use Makegood\Panel\Panel;
use Makegood\Panel\ServiceFacts;
use Makegood\Panel\UnableToPost;
use Makegood\Panel\UnableToRead;
use Makegood\Panel\UnknownZone;
use PHPUnit\Framework\TestCase;

abstract class PanelContractTest extends TestCase
{
    /** The same panel throughout one test. */
    abstract protected function panel(): Panel;

    /** A new client with an empty credit log, in USD. @return string its id */
    abstract protected function aClient(): string;

    /** An active service of the client with 10.00 USD a month, which the panel will bill. @return string its id */
    abstract protected function aService(string $clientId): string;

    /** An id that no client has. */
    protected function nobody(): string
    {
        return '987654';
    }

    public function testNameAndClock(): void
    {
        self::assertMatchesRegularExpression('/^[a-z][a-z0-9]*$/D', $this->panel()->name());
        self::assertGreaterThan(1_000_000_000_000, $this->panel()->now(), 'now() is in milliseconds');
    }

    public function testANewClientHasNoCredit(): void
    {
        $client = $this->aClient();
        self::assertMatchesRegularExpression('/^0(\.0+)?$/D', $this->panel()->balance($client));
        self::assertSame([], $this->panel()->creditRows($client, '0'));
        self::assertSame('0', $this->panel()->lastCreditId($client));
    }

    public function testCreditShowsInBalanceAndLog(): void
    {
        $client = $this->aClient();
        $description = 'makegood:0123456789abcdef0123456789abcdef SLA credit 2026-03, service 17';
        $this->panel()->addCredit($client, '1.50', $description);
        $rows = $this->panel()->creditRows($client, '0');
        self::assertCount(1, $rows);
        self::assertInstanceOf(CreditRow::class, $rows[0]);
        self::assertSame($description, $rows[0]->description);
        self::assertMatchesRegularExpression('/^1\.50*$/D', $rows[0]->amount);
        self::assertMatchesRegularExpression('/^1\.50*$/D', $this->panel()->balance($client));
        self::assertSame($rows[0]->id, $this->panel()->lastCreditId($client));
    }

    public function testRowsComeAscendingAndAfterTheGivenId(): void
    {
        $client = $this->aClient();
        foreach (['0.10', '0.20', '0.70'] as $i => $amount) {
            $this->panel()->addCredit($client, $amount, 'row ' . $i);
        }
        $rows = $this->panel()->creditRows($client, '0');
        self::assertSame(['row 0', 'row 1', 'row 2'], array_column($rows, 'description'));
        self::assertSame(['row 1', 'row 2'], array_column($this->panel()->creditRows($client, $rows[0]->id), 'description'));
        self::assertSame([], $this->panel()->creditRows($client, $rows[2]->id));
        self::assertMatchesRegularExpression('/^1\.00*$/D', $this->panel()->balance($client), '0.10 + 0.20 + 0.70 is exactly 1');
    }

    public function testOneClientsLogIsNotAnothers(): void
    {
        [$one, $other] = [$this->aClient(), $this->aClient()];
        $this->panel()->addCredit($one, '3.00', 'for one');
        self::assertSame([], $this->panel()->creditRows($other, '0'));
        self::assertSame('0', $this->panel()->lastCreditId($other));
        self::assertMatchesRegularExpression('/^0(\.0+)?$/D', $this->panel()->balance($other));
    }

    public function testADescriptionOfFullLengthIsKeptWhole(): void
    {
        $client = $this->aClient();
        $description = str_pad('makegood:', 200, 'x');
        $this->panel()->addCredit($client, '1.00', $description);
        self::assertSame($description, $this->panel()->creditRows($client, '0')[0]->description);
    }

    public function testDecimalsBeyondThePanelsAreZerosAndNoneAreNeeded(): void
    {
        $client = $this->aClient();
        $this->panel()->addCredit($client, '0.370', 'as KWD is written');
        $this->panel()->addCredit($client, '12', 'as JPY is written');
        self::assertMatchesRegularExpression('/^12\.370*$/D', $this->panel()->balance($client));
        self::assertMatchesRegularExpression('/^0\.370*$/D', $this->panel()->creditRows($client, '0')[0]->amount);
    }

    /** @dataProvider amountsThatCannotBeBooked */
    public function testARefusedAmountBooksNothing(string $amount): void
    {
        $client = $this->aClient();
        try {
            $this->panel()->addCredit($client, $amount, 'refused');
            self::fail('the panel took ' . $amount);
        } catch (UnableToPost) {
            self::assertSame([], $this->panel()->creditRows($client, '0'));
            self::assertMatchesRegularExpression('/^0(\.0+)?$/D', $this->panel()->balance($client));
        }
    }

    /** @return array<string, array{string}> */
    public static function amountsThatCannotBeBooked(): array
    {
        return ['negative' => ['-1.00'], 'three decimals' => ['1.234'], 'not a number' => ['one'], 'empty' => [''], 'zero' => ['0.00']];
    }

    public function testAnUnknownClientCannotBeCredited(): void
    {
        $this->expectException(UnableToPost::class);
        $this->panel()->addCredit($this->nobody(), '1.00', 'for nobody');
    }

    public function testAnUnknownClientsBalanceIsNotZero(): void
    {
        $this->expectException(UnableToRead::class);
        $this->panel()->balance($this->nobody());
    }

    public function testAClientHasOneCurrency(): void
    {
        self::assertSame('USD', $this->panel()->currency($this->aClient()));
    }

    public function testAnUnknownClientHasNoCurrency(): void
    {
        $this->expectException(UnableToRead::class);
        $this->panel()->currency($this->nobody());
    }

    public function testServices(): void
    {
        $client = $this->aClient();
        $id = $this->aService($client);
        $found = array_values(array_filter([...$this->panel()->services()], static fn (ServiceFacts $facts): bool => $facts->id === $id));
        self::assertCount(1, $found, 'the service is listed once');
        self::assertSame($client, $found[0]->clientId);
        self::assertSame('active', $found[0]->state);
        self::assertSame('USD', $found[0]->currency);
        self::assertSame(1, $found[0]->recurringMonths);
        self::assertMatchesRegularExpression('/^10(\.0+)?$/D', (string) $found[0]->recurringAmount);
    }

    public function testAServiceWithoutPaidInvoicesHasNoCharges(): void
    {
        self::assertSame([], $this->panel()->charges($this->aService($this->aClient())));
    }

    public function testTheInstallationHasOneAddress(): void
    {
        $url = $this->panel()->installationUrl();
        self::assertMatchesRegularExpression('~^$|^(https?://)?[^/A-Z]+/([^/].*[^/]/|[^/]/)?$~D', $url);
        self::assertSame($url, $this->panel()->installationUrl());
    }

    public function testInvoicing(): void
    {
        $invoicing = $this->panel()->invoicing($this->aClient());
        self::assertGreaterThanOrEqual(0, $invoicing->scale);
        self::assertLessThanOrEqual(4, $invoicing->scale);
        self::assertNull($invoicing->tax, 'nothing is known yet of a new client\'s rates');
    }

    public function testTheNextTwoBillsOfAService(): void
    {
        $client = $this->aClient();
        self::assertSame([], $this->panel()->upcomingInvoices($client), 'nothing to bill');
        $id = $this->aService($client);
        $invoices = $this->panel()->upcomingInvoices($client);
        self::assertCount(2, $invoices);
        self::assertNotSame($invoices[0]->id, $invoices[1]->id);
        self::assertLessThan([$invoices[1]->createdOn, $invoices[1]->dueOn], [$invoices[0]->createdOn, $invoices[0]->dueOn]);
        foreach ($invoices as $invoice) {
            self::assertSame($invoice->dueOn, $invoice->id);
            self::assertMatchesRegularExpression('/^\d{4}-\d\d-\d\d$/D', $invoice->createdOn);
            self::assertLessThanOrEqual($invoice->dueOn, $invoice->createdOn);
            self::assertGreaterThanOrEqual(date('Y-m-d', intdiv($this->panel()->now(), 1000)), $invoice->createdOn);
            self::assertCount(1, $invoice->lines);
            self::assertSame('service/' . $id . '/' . $invoice->dueOn, $invoice->lines[0]->id);
            self::assertMatchesRegularExpression('/^10(\.0+)?$/D', $invoice->lines[0]->amount);
            self::assertNotSame('', $invoice->lines[0]->label);
        }
        self::assertSame([], $this->panel()->upcomingInvoices($this->aClient()), 'somebody else\'s');
    }

    public function testAnUnknownClientIsNotInvoiced(): void
    {
        foreach (['invoicing', 'upcomingInvoices'] as $method) {
            try {
                $this->panel()->$method($this->nobody());
                self::fail($method . ' knows nobody');
            } catch (UnableToRead) {
                self::addToAssertionCount(1);
            }
        }
    }

    public function testCapabilities(): void
    {
        $capabilities = $this->panel()->capabilities();
        self::assertSame(['postableScale', 'routes'], (static function (array $keys): array {
            sort($keys);
            return $keys;
        })(array_keys($capabilities)));
        self::assertContains($this->panel() instanceof Lines ? 'invoiceLine' : 'accountCredit', $capabilities['routes']);
        foreach ($capabilities['postableScale'] as $row) {
            self::assertMatchesRegularExpression('/^[A-Z]{3}$/D', $row['currency']);
            self::assertGreaterThanOrEqual(0, $row['scale']);
        }
    }

    public function testATransactionCommitsOrRollsBackWhole(): void
    {
        $pdo = $this->panel()->pdo();
        $pdo->exec('CREATE TABLE mod_makegood_contract (n INT)');
        try {
            self::assertSame('done', $this->panel()->transactional(static function () use ($pdo): string {
                $pdo->exec('INSERT INTO mod_makegood_contract VALUES (1)');
                return 'done';
            }));
            try {
                $this->panel()->transactional(static function () use ($pdo): never {
                    $pdo->exec('INSERT INTO mod_makegood_contract VALUES (2)');
                    throw new \DomainException('no');
                });
            } catch (\DomainException) {
            }
            self::assertSame('1', (string) $pdo->query('SELECT COUNT(*) FROM mod_makegood_contract')->fetchColumn());
        } finally {
            $pdo->exec('DROP TABLE mod_makegood_contract');
        }
    }

    public function testOffsets(): void
    {
        $march = $this->panel()->offsets('Europe/Berlin', 1772323200000, 1775001600000);
        self::assertSame('Europe/Berlin', $march['name']);
        self::assertSame([['from' => null, 'seconds' => 3600], ['from' => '2026-03-29T01:00:00Z', 'seconds' => 7200]], $march['offsets']);
        self::assertSame([['from' => null, 'seconds' => 0]], $this->panel()->offsets('UTC', 1772323200000, 1775001600000)['offsets']);
    }

    public function testAnUnknownZoneIsAnError(): void
    {
        $this->expectException(UnknownZone::class);
        $this->panel()->offsets('Mars/Olympus', 1772323200000, 1775001600000);
    }
}
