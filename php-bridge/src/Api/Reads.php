<?php

/** Everything that a page or an endpoint may show, as arrays ready for json_encode: raw text, ids as strings, amounts as they were decided. */

declare(strict_types=1);

namespace Makegood\Api;

use Makegood\Engine\Engine;
use Makegood\Ledger\Ledger;
use Makegood\Panel\Panel;
use Makegood\Run\PrepaidRule;

final class Reads
{
    private readonly Names $names;

    /** @param ?Engine $engine null: nothing is added up, `answer` and `totals` are null */
    public function __construct(
        private readonly Panel $panel,
        private readonly Ledger $ledger,
        Names $names,
        private readonly ?Engine $engine,
        private readonly ?Memory $memory = null,
    ) {
        $this->names = new NamesOnce($names);
    }

    /**
     * Who saw a service down when, and what of it counts.
     *
     * @param ?string $forClient sees their own time with it, and nobody's names; null: staff
     * @return array<string, mixed>
     * @throws NotFound
     */
    public function timeline(string $serviceId, string $period, ?string $forClient): array
    {
        return (new Timeline($this->ledger, $this->names))->ofService($serviceId, $period, $forClient);
    }

    /**
     * The same for one outage of a server or service and some time around it.
     *
     * @param string $outageId the ledger's number, or the outage's own key
     * @return array<string, mixed>
     * @throws NotFound
     */
    public function outage(string $outageId): array
    {
        return (new Timeline($this->ledger, $this->names))->ofOutage($outageId);
    }

    /** @return array<string, mixed> one entry with its recorded bytes @throws NotFound */
    public function credit(string $entryId): array
    {
        return (new Credit($this->ledger, $this->names, $this->parts()))->of($entryId);
    }

    /**
     * Of credit that goes onto invoices, where it is: each row gets `parts` and `left`.
     *
     * @param array<string, list<array<string, mixed>>> $postings by entry, as History::postings gives them
     * @return array<string, list<array<string, mixed>>>
     */
    public function onInvoices(array $postings): array
    {
        return $this->parts()->with($postings);
    }

    /**
     * A client's credits that are to come, on their way or just booked, and the next invoices with them.
     *
     * @param bool $forClient they themselves look: in dry run nothing is promised, and a line that is held is one under review
     * @return array<string, mixed>
     * @throws \Makegood\Panel\UnableToRead there is no such client
     */
    public function preview(string $clientId, bool $forClient = false): array
    {
        $nextInvoices = new NextInvoices($this->panel, $this->engine, $this->memory, PrepaidRule::isOn($this->ledger));
        return (new Preview($this->panel, $this->ledger, $this->names, $nextInvoices, $forClient, $this->parts()))->of($clientId);
    }

    /** @return array<string, mixed> what is down for a client now */
    public function notice(string $clientId): array
    {
        return (new Notice($this->panel, $this->ledger, $this->names))->of($clientId);
    }

    /** @return array<string, mixed> all that is about to be posted */
    public function outgoing(): array
    {
        return (new Outgoing($this->panel, $this->ledger, $this->names, $this->engine))->all();
    }

    /** @return array<string, mixed> whether a monitor account was heard @throws NotFound */
    public function source(string $sourceId): array
    {
        return (new Source($this->ledger, $this->names))->of($sourceId);
    }

    private function parts(): Parts
    {
        return new Parts($this->ledger, $this->engine);
    }
}
