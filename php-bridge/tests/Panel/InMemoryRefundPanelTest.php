<?php

/** The panel in memory with refunds passes their contract, and its gateway can die at both moments that matter. */

declare(strict_types=1);

namespace Makegood\Tests\Panel;

use Makegood\Panel\Arrear;
use Makegood\Panel\InMemoryRefundPanel;
use Makegood\Panel\Panel;
use Makegood\Panel\Payment;
use Makegood\Panel\RefundLine;
use Makegood\Panel\Reversal;
use Makegood\Panel\ServiceFacts;

final class InMemoryRefundPanelTest extends RefundsContractTest
{
    private const NOW = 1772323200000;
    private const DAY = 86_400_000;
    private ?InMemoryRefundPanel $panel = null;

    protected function panel(): Panel
    {
        return $this->memory();
    }

    private function memory(): InMemoryRefundPanel
    {
        return $this->panel ??= new InMemoryRefundPanel(new \PDO('sqlite::memory:'), self::NOW);
    }

    protected function aPurchase(): array
    {
        $panel = $this->memory();
        $panel->addClient('1');
        $panel->services['5'] = new ServiceFacts('5', '1', '2', '1', 'active', 'USD', '120.00', 12, null, 'Hosting', self::NOW - 30 * self::DAY);
        $panel->refundLines['5'] = [
            new RefundLine('invoice:7/1', '7', 'plan', 'Hosting', self::NOW - 30 * self::DAY, self::NOW + 335 * self::DAY, '120.00'),
            new RefundLine('invoice:7/2', '7', 'setup', 'Set-up', self::NOW - 30 * self::DAY, self::NOW - 30 * self::DAY, '10.00'),
        ];
        $panel->payments[] = new Payment('8', '7', 'cash', 'card', self::NOW - 30 * self::DAY, '130.00');
        return ['client' => '1', 'service' => '5', 'invoice' => '7', 'payment' => '8'];
    }

    protected function anOverdueInvoice(string $clientId): string
    {
        $this->memory()->arrears[$clientId][] = new Arrear('invoice:9', '15.00');
        return '9';
    }

    protected function isReversed(string $paymentId): bool
    {
        $this->memory()->reversals[] = new Reversal('r1', '7', ['7'], $paymentId, '1', 'USD', '130.00', self::NOW);
        return true;
    }

    protected function gatewayRefuses(): void
    {
        $this->memory()->refuses = 'gatewayDeclined';
    }

    /** @return iterable<string, array{string, int}> switch, rows that the panel then has */
    public static function deaths(): iterable
    {
        yield 'before its row' => ['afterMoney', 0];
        yield 'after its row' => ['afterRow', 1];
    }

    /** @dataProvider deaths */
    public function testAGatewayThatDiesHasSentTheMoney(string $switch, int $rows): void
    {
        $this->aPurchase();
        $this->memory()->$switch = static fn () => throw new \DomainException('died');
        try {
            $this->memory()->refund('8', '1.00', 'r');
        } catch (\DomainException) {
        }
        self::assertSame([['8', '1.00', 'r']], $this->memory()->sent);
        self::assertCount($rows, $this->memory()->rows('8'));
    }
}
