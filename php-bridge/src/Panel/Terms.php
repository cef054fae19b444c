<?php

/** What policies of schema 2 may ask of a panel beside prices; an adapter has it or does not. Asked only where such a policy is in force. */

declare(strict_types=1);

namespace Makegood\Panel;

interface Terms
{
    /**
     * The day of the month on which the service's billing periods begin, 1 to 31; null when it is not billed by months.
     *
     * @throws UnableToRead
     */
    public function billingDay(string $serviceId): ?int;

    /**
     * What is so of services now: `cancelled`, `unpaid`, `discounted`.
     *
     * @return iterable<string, list<string>> service id => words; a service of which nothing is so may be missing
     * @throws UnableToRead a half-read list must not look complete
     */
    public function flags(): iterable;

    /**
     * Paid invoice lines of the service's add-ons, of kind ADD_ON.
     *
     * @return list<Charge>
     * @throws UnableToRead
     */
    public function addOns(string $serviceId): array;

    /**
     * Which part of paid lines was not paid by account credit, in the terms of the line's amount and never above it.
     *
     * @return array<string, string> charge id => decimal string; a line that was paid in cash as a whole, or of which it is not known, is missing
     * @throws UnableToRead
     */
    public function cash(string $serviceId): array;

    /**
     * What was given back of a paid line, with its tax.
     *
     * @return ?string decimal string; null: nothing, or the panel cannot tell for this line
     * @throws UnableToRead
     */
    public function refunded(string $chargeId): ?string;
}
