<?php

/** The panel in memory that also knows what was bought and paid: a gateway that can say yes, no or nothing, and services that can be ended. */

declare(strict_types=1);

namespace Makegood\Panel;

final class InMemoryRefundPanel extends InMemoryPanel implements Refunds, GatewayRefunds, Mail, Reversals
{
    /** @var array<string, list<RefundLine>> by service id */
    public array $refundLines = [];
    /** @var list<Payment> */
    public array $payments = [];
    /** @var array<string, list<Arrear>> by client id; the id is that of the invoice */
    public array $arrears = [];
    /** @var array<string, Customer> by client id */
    public array $customers = [];
    /** @var array<string, list<Usage>> by service id */
    public array $usage = [];
    /** @var array<string, ServiceCard> by service id, where it is not made of the facts */
    public array $cards = [];
    /** @var array<string, list<string>> by service id */
    public array $refundFacts = [];
    /** Whether the owner switched the gateway on. */
    public bool $gatewayOn = true;
    /** A failure word: the gateway says no. */
    public ?string $refuses = null;
    /** Runs once the gateway has sent the money, before the panel notes it; what it throws leaves the panel without a row. */
    public ?\Closure $afterMoney = null;
    /** Runs once the panel noted it: whatever it throws, the money is sent and the row is there. */
    public ?\Closure $afterRow = null;
    /** Runs instead of ending the service. */
    public ?\Closure $cannotCancel = null;
    /** @var list<array{string, string, string}> what left by the gateway: payment, amount, reference */
    public array $sent = [];
    /** @var array<string, list<RefundRow>> by payment id */
    public array $refundRows = [];
    /** @var list<array{string, string, string}> e-mails: to whom, subject, body */
    public array $mails = [];
    /** Runs before an e-mail is kept; what it throws is what the panel says. */
    public ?\Closure $beforeMail = null;
    /** @var list<Reversal> what banks took back */
    public array $reversals = [];
    private int $lastRow = 0;

    public function refundLines(string $serviceId): array
    {
        return $this->refundLines[$serviceId] ?? [];
    }

    public function payments(array $invoiceIds): array
    {
        return array_values(array_filter($this->payments, static fn (Payment $payment): bool => in_array($payment->invoiceId, $invoiceIds, true)));
    }

    public function arrears(string $clientId, array $exceptInvoiceIds): array
    {
        return array_values(array_filter(
            $this->arrears[$clientId] ?? [],
            static fn (Arrear $arrear): bool => !in_array(preg_replace('/^invoice:/', '', $arrear->id), $exceptInvoiceIds, true),
        ));
    }

    public function customer(string $clientId): Customer
    {
        return $this->customers[$clientId] ?? new Customer(null, null);
    }

    public function usage(string $serviceId): array
    {
        return $this->usage[$serviceId] ?? [];
    }

    public function card(string $serviceId): ServiceCard
    {
        $facts = $this->services[$serviceId] ?? throw new UnableToRead('Service ID Not Found');
        return $this->cards[$serviceId] ?? new ServiceCard($serviceId, $facts->label, 'Product ' . $facts->productId, [], $facts->sinceMs ?? $this->nowMs, $facts->state);
    }

    public function refundFacts(string $serviceId): array
    {
        return $this->refundFacts[$serviceId] ?? [];
    }

    public function cancelService(string $serviceId, string $note): void
    {
        $facts = $this->services[$serviceId] ?? throw new UnableToPost('Service ID Not Found');
        if ($this->cannotCancel !== null) {
            ($this->cannotCancel)();
        }
        $this->services[$serviceId] = new ServiceFacts($facts->id, $facts->clientId, $facts->productId, $facts->server, 'ended', $facts->currency,
            $facts->recurringAmount, $facts->recurringMonths, $facts->tax, $facts->label, $facts->sinceMs, $facts->unusablePrice);
    }

    public function isCancelled(string $serviceId): bool
    {
        return ($this->services[$serviceId] ?? throw new UnableToRead('Service ID Not Found'))->state === 'ended';
    }

    public function reversals(int $fromMs): array
    {
        return array_values(array_filter($this->reversals, static fn (Reversal $reversal): bool => $reversal->atMs >= $fromMs));
    }

    public function reversible(string $invoiceId): ?array
    {
        foreach ($this->refundLines as $service => $lines) {
            if (in_array($invoiceId, array_map(static fn (RefundLine $line): string => $line->invoiceId, $lines), true)) {
                $facts = $this->services[$service];
                return ['client' => $facts->clientId, 'currency' => $facts->currency, 'paid' => [$invoiceId]];
            }
        }
        return null;
    }

    public function gateway(): ?GatewayRefunds
    {
        return $this->gatewayOn ? $this : null;
    }

    public function refund(string $paymentId, string $amount, string $reference): string
    {
        if (!in_array($paymentId, array_column($this->payments, 'id'), true)) {
            throw new RefundRefused('wrongDetails', 'Payment ID Not Found');
        }
        if ($this->refuses !== null) {
            throw new RefundRefused($this->refuses);
        }
        $this->sent[] = [$paymentId, $amount, $reference];
        if ($this->afterMoney !== null) {
            ($this->afterMoney)();
        }
        $row = new RefundRow('r' . ++$this->lastRow, $amount, $reference, $this->nowMs);
        $this->refundRows[$paymentId][] = $row;
        if ($this->afterRow !== null) {
            ($this->afterRow)();
        }
        return $row->id;
    }

    public function rows(string $paymentId): array
    {
        return $this->refundRows[$paymentId] ?? [];
    }

    public function audiences(): array
    {
        return ['everybody' => 'all of the staff', 'money' => 'who looks after the money'];
    }

    public function toClient(string $clientId, string $subject, string $body): void
    {
        $this->mail('client:' . $clientId, $subject, $body);
    }

    public function toStaff(string $audience, string $subject, string $body): void
    {
        $this->mail($audience, $subject, $body);
    }

    private function mail(string $to, string $subject, string $body): void
    {
        if ($this->beforeMail !== null) {
            ($this->beforeMail)();
        }
        $this->mails[] = [$to, $subject, $body];
    }
}
