<?php

/** The Panel port on WHMCS: documented tables and local API calls only; it hands facts over and decides nothing. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Panel;

use Makegood\Clock;
use Makegood\Panel\Customer;
use Makegood\Panel\GatewayRefunds;
use Makegood\Panel\Invoicing;
use Makegood\Panel\Mail;
use Makegood\Panel\Offsets;
use Makegood\Panel\Panel;
use Makegood\Panel\Reading;
use Makegood\Panel\Refunds;
use Makegood\Panel\Reversals;
use Makegood\Panel\ServiceCard;
use Makegood\Panel\SelfReport;
use Makegood\Panel\Terms;
use Makegood\Panel\UnableToPost;
use Makegood\Panel\UnableToRead;
use WHMCS\Database\Capsule;
use WHMCS\Module\Addon\Makegood\Options;

final class WhmcsPanel implements Panel, SelfReport, Terms, Refunds, Mail, Reversals
{
    public function name(): string
    {
        return 'whmcs';
    }

    public function now(): int
    {
        return Clock::nowMs();
    }

    public function pdo(): \PDO
    {
        return Capsule::connection()->getPdo();
    }

    public function installationUrl(): string
    {
        return Reading::one('The panel\'s address', static fn (): string => Configuration::read('SystemURL')->systemUrl());
    }

    public function transactional(callable $work): mixed
    {
        return Capsule::connection()->transaction(static fn (): mixed => $work());
    }

    public function capabilities(): array
    {
        return ['routes' => ['accountCredit'], 'postableScale' => Currencies::postableScale()];
    }

    public function services(): iterable
    {
        return Reading::rows('The panel', static fn (): iterable => (new ServiceReader())->all());
    }

    public function charges(string $serviceId): array
    {
        return Reading::one('The invoice lines of service ' . $serviceId, static fn (): array => ChargeReader::of($serviceId));
    }

    public function addOns(string $serviceId): array
    {
        return Reading::one('The add-ons of service ' . $serviceId, static fn (): array => ChargeReader::ofAddOns($serviceId));
    }

    public function cash(string $serviceId): array
    {
        return Reading::one('What credit paid for service ' . $serviceId, static fn (): array => ChargeReader::cash($serviceId));
    }

    public function refunded(string $chargeId): ?string
    {
        return Reading::one('Refunds of ' . $chargeId, static fn (): ?string => TermsReader::refunded($chargeId));
    }

    public function billingDay(string $serviceId): ?int
    {
        return Reading::one('The billing day of service ' . $serviceId, static fn (): ?int => TermsReader::billingDay($serviceId));
    }

    public function flags(): iterable
    {
        return Reading::one('Cancellations, overdue invoices and promotions', fn (): array => TermsReader::flags($this->today()));
    }

    public function maintenance(): iterable
    {
        return Reading::rows('The panel', fn (): iterable => NetworkIssues::recent($this->now()));
    }

    public function issues(): iterable
    {
        return Reading::rows('The panel', fn (): iterable => NetworkIssues::told($this->now()));
    }

    /** The panel's own probe (`GetServers` with `fetchStatus`) waits for each server in turn and keeps no history: cron has no time for it. */
    public function serverStatus(): iterable
    {
        return [];
    }

    public function currency(string $clientId): string
    {
        return Reading::one('The currency of client ' . $clientId, static fn (): ?string => Currencies::ofClient($clientId)) ?? throw new UnableToRead('There is no client ' . $clientId . '.');
    }

    public function balance(string $clientId): string
    {
        return Credits::balance($clientId);
    }

    public function creditRows(string $clientId, string $afterId): array
    {
        return Credits::rows($clientId, $afterId);
    }

    public function lastCreditId(string $clientId): string
    {
        return Credits::lastId($clientId);
    }

    public function addCredit(string $clientId, string $amount, string $description): void
    {
        Credits::add($clientId, $amount, $description, $this->today());
    }

    public function removeCredit(string $clientId, string $amount, string $description): void
    {
        Credits::add($clientId, $amount, $description, $this->today(), true);
    }

    public function reversals(int $fromMs): array
    {
        return Reading::one('Reversed payments', static fn (): array => ReversalReader::since($fromMs));
    }

    public function reversible(string $invoiceId): ?array
    {
        return Reading::one('Invoice ' . $invoiceId, static fn (): ?array => ReversalReader::invoice($invoiceId));
    }

    public function invoicing(string $clientId): Invoicing
    {
        return Reading::one('How client ' . $clientId . ' is invoiced', static fn (): Invoicing => UpcomingReader::invoicing($clientId));
    }

    public function upcomingInvoices(string $clientId): array
    {
        return Reading::one('The next invoices of client ' . $clientId, fn (): array => UpcomingReader::invoices($clientId, $this->today()));
    }

    public function offsets(string $zone, int $fromMs, int $toMs): array
    {
        return Offsets::between($zone, $fromMs, $toMs);
    }

    public function refundLines(string $serviceId): array
    {
        return Reading::one('What was bought with service ' . $serviceId, fn (): array => RefundLines::of($serviceId, $this->now()));
    }

    public function payments(array $invoiceIds): array
    {
        return Reading::one('The payments', static fn (): array => PaymentReader::of($invoiceIds, Options::stored()->gatewayRefunds));
    }

    public function arrears(string $clientId, array $exceptInvoiceIds): array
    {
        return Reading::one('What client ' . $clientId . ' owes', fn (): array => ServiceCards::arrears($clientId, $exceptInvoiceIds, $this->today()));
    }

    public function customer(string $clientId): Customer
    {
        return Reading::one('Client ' . $clientId, static fn (): Customer => ServiceCards::customer($clientId));
    }

    public function usage(string $serviceId): array
    {
        return Reading::one('What service ' . $serviceId . ' used', static fn (): array => ServiceCards::usage($serviceId));
    }

    public function card(string $serviceId): ServiceCard
    {
        return Reading::one('Service ' . $serviceId, static fn (): ServiceCard => ServiceCards::of($serviceId));
    }

    public function refundFacts(string $serviceId): array
    {
        return Reading::one('The purchase of service ' . $serviceId, fn (): array => ServiceCards::facts($serviceId, $this->today()));
    }

    public function cancelService(string $serviceId, string $note): void
    {
        try {
            Cancellation::of($serviceId, $note);
        } catch (UnableToRead $failure) {
            throw new UnableToPost($failure->getMessage(), 0, $failure);
        }
    }

    public function isCancelled(string $serviceId): bool
    {
        return Reading::one('The state of service ' . $serviceId, static fn (): bool => Cancellation::isDone($serviceId));
    }

    public function gateway(): ?GatewayRefunds
    {
        return GatewayFunction::allowed(Options::stored()->gatewayRefunds);
    }

    public function audiences(): array
    {
        return Mails::AUDIENCES;
    }

    public function toClient(string $clientId, string $subject, string $body): void
    {
        Mails::toClient($clientId, $subject, $body);
    }

    public function toStaff(string $audience, string $subject, string $body): void
    {
        Mails::toStaff($audience, $subject, $body);
    }

    public function log(string $message): void
    {
        logActivity('Makegood: ' . $message);
    }

    private function today(): string
    {
        return date('Y-m-d', intdiv($this->now(), 1000));
    }
}
