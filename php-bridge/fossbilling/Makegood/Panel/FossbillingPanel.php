<?php

/** The Panel port on FOSSBilling: reads its tables as text, writes by its own services; it hands facts over and decides nothing. */

declare(strict_types=1);

namespace Box\Mod\Makegood\Panel;

use Makegood\Clock;
use Makegood\Panel\Customer;
use Makegood\Panel\GatewayRefunds;
use Makegood\Panel\InvoiceDraft;
use Makegood\Panel\Invoicing;
use Makegood\Panel\Lines;
use Makegood\Panel\Mail;
use Makegood\Panel\Offsets;
use Makegood\Panel\Panel;
use Makegood\Panel\Reading;
use Makegood\Panel\Refunds as RefundsPort;
use Makegood\Panel\Reversals;
use Makegood\Panel\ServiceCard;
use Makegood\Panel\Terms;
use Makegood\Panel\UnableToPost;
use Makegood\Panel\UnableToRead;

final class FossbillingPanel implements Panel, Terms, Lines, RefundsPort, Mail, Reversals
{
    /** @param bool $mayUseBalance whether credit may go to the balance of clients whose invoices it pays */
    public function __construct(public readonly Handle $handle, private readonly bool $mayUseBalance = true)
    {
    }

    public function name(): string
    {
        return 'fossbilling';
    }

    public function now(): int
    {
        return Clock::nowMs();
    }

    public function pdo(): \PDO
    {
        return $this->handle->pdo();
    }

    /** Without its scheme: unless https is enforced, the panel takes that of the request, and cron has none. */
    public function installationUrl(): string
    {
        $url = (string) \FOSSBilling\Config::getProperty('url', '');
        if (preg_match('~^(?:[a-z][a-z0-9+.-]*://)?([^/]+)/*(.*?)/*$~iD', $url, $part) !== 1) {
            return '';
        }

        return strtolower($part[1]) . '/' . ($part[2] === '' ? '' : $part[2] . '/');
    }

    public function transactional(callable $work): mixed
    {
        return $this->handle->transactional($work);
    }

    public function capabilities(): array
    {
        return ['routes' => ['invoiceLine'], 'postableScale' => Currencies::postableScale($this->handle->db())];
    }

    public function services(): iterable
    {
        return Reading::rows('The orders', fn (): iterable => (new ServiceReader($this->handle))->all());
    }

    public function charges(string $serviceId): array
    {
        return Reading::one('The invoice lines of order ' . $serviceId, fn (): array => (new ChargeReader($this->handle))->of($serviceId));
    }

    public function addOns(string $serviceId): array
    {
        return Reading::one('The add-ons of order ' . $serviceId, fn (): array => (new ChargeReader($this->handle))->ofAddOns($serviceId));
    }

    public function cash(string $serviceId): array
    {
        return Reading::one('What credit paid for order ' . $serviceId, fn (): array => (new ChargeReader($this->handle))->cash($serviceId));
    }

    public function refunded(string $chargeId): ?string
    {
        return Reading::one('Refunds of ' . $chargeId, fn (): ?string => (new ChargeReader($this->handle))->refunded($chargeId));
    }

    public function billingDay(string $serviceId): ?int
    {
        return Reading::one('The billing day of order ' . $serviceId, fn (): ?int => (new TermsReader($this->handle))->billingDay($serviceId));
    }

    public function flags(): iterable
    {
        return Reading::one('Cancellations, overdue invoices and promotions', fn (): array => (new TermsReader($this->handle))->flags($this->local('Y-m-d H:i:s')));
    }

    /** The panel announces no work on servers: staff enter it in Makegood. */
    public function maintenance(): iterable
    {
        return [];
    }

    public function currency(string $clientId): string
    {
        return Reading::one('The currency of client ' . $clientId, fn (): ?string => Currencies::ofClient($this->handle->db(), $clientId))
            ?? throw new UnableToRead('There is no client ' . $clientId . '.');
    }

    public function balance(string $clientId): string
    {
        return Reading::one('The balance of client ' . $clientId, fn (): string => (new Credits($this->handle))->balance($clientId));
    }

    public function creditRows(string $clientId, string $afterId): array
    {
        return Reading::one('The credit of client ' . $clientId, fn (): array => (new Credits($this->handle))->rows($clientId, $afterId));
    }

    public function lastCreditId(string $clientId): string
    {
        return Reading::one('The credit of client ' . $clientId, fn (): string => (new Credits($this->handle))->lastId($clientId));
    }

    public function addCredit(string $clientId, string $amount, string $description): void
    {
        (new Credits($this->handle))->add($clientId, $amount, $description);
    }

    public function removeCredit(string $clientId, string $amount, string $description): void
    {
        (new Credits($this->handle))->remove($clientId, $amount, $description);
    }

    /** The panel knows refunds, and not who took the money back: staff say it. */
    public function reversals(int $fromMs): array
    {
        return [];
    }

    public function reversible(string $invoiceId): ?array
    {
        return Reading::one('Invoice ' . $invoiceId, function () use ($invoiceId): ?array {
            $client = preg_match('/^[1-9]\d{0,17}$/D', $invoiceId) === 1 ? $this->handle->db()->value('SELECT client_id FROM invoice WHERE id = ?', [(int) $invoiceId]) : null;
            $currency = $client === null ? null : Currencies::ofClient($this->handle->db(), (string) $client);
            return $currency === null ? null : ['client' => (string) $client, 'currency' => $currency, 'paid' => [$invoiceId]];
        });
    }

    public function draft(string $invoiceId): ?InvoiceDraft
    {
        return Reading::one('Invoice ' . $invoiceId, fn (): ?InvoiceDraft => (new InvoiceLines($this->handle))->draft($invoiceId));
    }

    public function addLine(string $invoiceId, string $key, string $amount, bool $taxed, string $title): string
    {
        return (new InvoiceLines($this->handle))->add($invoiceId, $key, $amount, $taxed, $title);
    }

    public function lines(array $keys): array
    {
        return Reading::one('Invoice lines', fn (): array => (new InvoiceLines($this->handle))->find($keys));
    }

    public function paysFromBalance(string $clientId): bool
    {
        $pays = Reading::one('How client ' . $clientId . ' pays', fn (): bool => (new Prepaid($this->handle))->paysFromBalance($clientId));

        return $this->mayUseBalance && $pays;
    }

    public function closeIfNothingDue(string $invoiceId): void
    {
        (new InvoiceLines($this->handle))->closeIfNothingDue($invoiceId);
    }

    public function takeOffCancelled(?string $invoiceId = null): void
    {
        (new InvoiceLines($this->handle))->takeOffCancelled($invoiceId);
    }

    public function invoicing(string $clientId): Invoicing
    {
        return Reading::one('How client ' . $clientId . ' is invoiced', fn (): Invoicing => (new UpcomingReader($this->handle))->invoicing($clientId));
    }

    public function upcomingInvoices(string $clientId): array
    {
        return Reading::one('The next invoices of client ' . $clientId, fn (): array => (new UpcomingReader($this->handle))->invoices($clientId, $this->local('Y-m-d')));
    }

    public function refundLines(string $serviceId): array
    {
        return Reading::one('What was bought with order ' . $serviceId, fn (): array => RefundLines::of($this->handle, $serviceId, $this->now()));
    }

    public function payments(array $invoiceIds): array
    {
        return Reading::one('The payments', fn (): array => (new PaymentReader($this->handle))->of($invoiceIds));
    }

    public function arrears(string $clientId, array $exceptInvoiceIds): array
    {
        return Reading::one('What client ' . $clientId . ' owes', fn (): array => (new OrderCards($this->handle))->arrears($clientId, $exceptInvoiceIds, $this->local('Y-m-d H:i:s')));
    }

    public function customer(string $clientId): Customer
    {
        return Reading::one('Client ' . $clientId, fn (): Customer => (new OrderCards($this->handle))->customer($clientId));
    }

    /** The panel measures nothing. */
    public function usage(string $serviceId): array
    {
        return [];
    }

    public function card(string $serviceId): ServiceCard
    {
        return Reading::one('Order ' . $serviceId, fn (): ServiceCard => (new OrderCards($this->handle))->card($serviceId));
    }

    public function refundFacts(string $serviceId): array
    {
        return Reading::one('The purchase of order ' . $serviceId, fn (): array => (new OrderCards($this->handle))->facts($serviceId, $this->local('Y-m-d H:i:s')));
    }

    public function cancelService(string $serviceId, string $note): void
    {
        try {
            (new Cancellation($this->handle))->of($serviceId, $note);
        } catch (UnableToRead $failure) {
            throw new UnableToPost($failure->getMessage(), 0, $failure);
        }
    }

    public function isCancelled(string $serviceId): bool
    {
        return Reading::one('The state of order ' . $serviceId, fn (): bool => (new Cancellation($this->handle))->isDone($serviceId));
    }

    /** Its refunds are documents that move no money: a person sends it. */
    public function gateway(): ?GatewayRefunds
    {
        return null;
    }

    public function audiences(): array
    {
        return Reading::one('The staff', fn (): array => (new Mails($this->handle))->audiences());
    }

    public function toClient(string $clientId, string $subject, string $body): void
    {
        (new Mails($this->handle))->toClient($clientId, $subject, $body);
    }

    public function toStaff(string $audience, string $subject, string $body): void
    {
        (new Mails($this->handle))->toStaff($audience, $subject, $body);
    }

    public function offsets(string $zone, int $fromMs, int $toMs): array
    {
        return Offsets::between($zone, $fromMs, $toMs);
    }

    /** The panel's logs know placeholders, by line of the panel in one form or the other. */
    public function log(string $message): void
    {
        $this->handle->di['logger']->info('Makegood: ' . strtr($message, ['{' => '(', '}' => ')']));
    }

    private function local(string $format): string
    {
        return date($format, intdiv($this->now(), 1000));
    }
}
