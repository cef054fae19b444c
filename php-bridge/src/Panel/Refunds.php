<?php

/** What a refund asks of a panel beside prices: what was bought and paid, and the ways to end a service and to send money back. An adapter has it or does not. */

declare(strict_types=1);

namespace Makegood\Panel;

interface Refunds
{
    /**
     * Paid or open invoice lines of the service's current term and of what was bought with the service (set-up, add-ons, domains), the plan's first.
     *
     * @return list<RefundLine> ids stay the same from call to call
     * @throws UnableToRead also where a stored amount cannot be one of the currency
     */
    public function refundLines(string $serviceId): array;

    /**
     * What was received for these invoices: a payment of several invoices is a row for each, with the part that fell to it.
     *
     * @param list<string> $invoiceIds
     * @return list<Payment>
     * @throws UnableToRead a half-read list must not look complete
     */
    public function payments(array $invoiceIds): array;

    /**
     * What the client owes on other invoices that are due.
     *
     * @param list<string> $exceptInvoiceIds
     * @return list<Arrear>
     * @throws UnableToRead
     */
    public function arrears(string $clientId, array $exceptInvoiceIds): array;

    /** @throws UnableToRead */
    public function customer(string $clientId): Customer;

    /**
     * What the service used in its current term; [] where the panel does not measure.
     *
     * @return list<Usage>
     * @throws UnableToRead
     */
    public function usage(string $serviceId): array;

    /** The service as its client knows it. @throws UnableToRead */
    public function card(string $serviceId): ServiceCard;

    /**
     * What the panel itself knows: of `activated` (also where the instant is not known), `overdue`, `renewal`, `trial`, `failedOrder`, `notStarted`, `domainKept`, `customised`, `invoiced`.
     *
     * @return list<string>
     * @throws UnableToRead
     */
    public function refundFacts(string $serviceId): array;

    /**
     * Ends the service now, in the panel's own way. Of one that is ended already nothing happens.
     *
     * @param string $note what the panel's log may say, at most 200 bytes of ASCII
     * @throws UnableToPost when the panel said no, or did not say
     */
    public function cancelService(string $serviceId, string $note): void;

    /** @throws UnableToRead */
    public function isCancelled(string $serviceId): bool;

    /** null: this panel, or its owner's settings, send no money back; a person does it. */
    public function gateway(): ?GatewayRefunds;
}
