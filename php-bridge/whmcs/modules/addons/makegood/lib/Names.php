<?php

/** Display names for pages and answers. Rows are read in blocks and kept for the request: a long list costs few queries. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood;

use Makegood\Ledger\Ledger;
use WHMCS\Database\Capsule;
use WHMCS\Module\Addon\Makegood\Panel\Text;

final class Names implements \Makegood\Api\Names
{
    /** Numbers that are read together with the one that is asked for: neighbours are asked for next. */
    private const BLOCK = 256;
    private const CHUNK = 1000;

    /** @var array<int, array{client: string, label: string}|null> null: the panel has no such service */
    private array $services = [];

    /** @var array<int, string|null> */
    private array $clients = [];

    /** @var array<string, string> names from the ledger, of services that went elsewhere */
    private array $former = [];

    /** @var array<string, string>|null */
    private ?array $sources = null;

    public function __construct(private readonly Directory $directory, private readonly Ledger $ledger)
    {
    }

    /** Reads many services at once. @param list<string> $ids */
    public function expectServices(array $ids): void
    {
        foreach (array_chunk(array_diff(array_map('intval', $ids), array_keys($this->services)), self::CHUNK) as $chunk) {
            $this->services += array_fill_keys($chunk, null);
            $this->readServices(static fn (object $query): object => $query->whereIn('h.id', $chunk));
        }
    }

    /** Reads many clients at once. @param list<string> $ids */
    public function expectClients(array $ids): void
    {
        foreach (array_chunk(array_diff(array_map('intval', $ids), array_keys($this->clients)), self::CHUNK) as $chunk) {
            $this->clients += array_fill_keys($chunk, null);
            $this->readClients(static fn (object $query): object => $query->whereIn('id', $chunk));
        }
    }

    /** "Web Starter - site17.example.com"; for a client to whom it belongs no more: what it was called when it did. */
    public function service(string $id, ?string $clientId): string
    {
        $number = (int) $id;
        if (!array_key_exists($number, $this->services)) {
            [$from, $to] = self::block($number);
            $this->services += array_fill($from, self::BLOCK, null);
            $this->readServices(static fn (object $query): object => $query->whereBetween('h.id', [$from, $to]));
        }
        $row = $this->services[$number];
        $isTheirs = $row !== null && ($clientId === null || $row['client'] === $clientId);
        $label = $isTheirs ? $row['label'] : $this->former($id, $clientId);

        return $label === '' ? 'Service ' . $id : $label;
    }

    public function subject(string $subject): string
    {
        [$kind, $id] = explode(':', $subject, 2) + ['', ''];
        if ($kind === 'service') {
            return $this->service($id, null);
        }
        foreach ($kind === 'server' ? $this->directory->servers() : [] as $server) {
            if ($server['id'] === $id) {
                return $server['name'];
            }
        }

        return $subject;
    }

    public function client(string $id): string
    {
        $number = (int) $id;
        if (!array_key_exists($number, $this->clients)) {
            [$from, $to] = self::block($number);
            $this->clients += array_fill($from, self::BLOCK, null);
            $this->readClients(static fn (object $query): object => $query->whereBetween('id', [$from, $to]));
        }

        return $this->clients[$number] ?? 'client ' . $id;
    }

    public function source(string $id): string
    {
        if ($this->sources === null) {
            $this->sources = [];
            foreach ($this->ledger->sources->all() as $row) {
                $this->sources[(string) $row['id']] = (string) $row['name'];
            }
        }

        return $this->sources[$id] ?? 'source ' . $id;
    }

    /** @param callable(object): object $which narrows the query */
    private function readServices(callable $which): void
    {
        $query = Capsule::table('tblhosting as h')->leftJoin('tblproducts as p', 'p.id', '=', 'h.packageid');
        foreach ($which($query)->get(['h.id', 'h.userid', 'h.domain', 'p.name']) as $row) {
            $this->services[(int) $row->id] = [
                'client' => (string) $row->userid,
                'label' => trim(Text::plain($row->name) . ' - ' . Text::plain($row->domain), ' -'),
            ];
        }
    }

    /** @param callable(object): object $which narrows the query */
    private function readClients(callable $which): void
    {
        foreach ($which(Capsule::table('tblclients'))->get(['id', 'firstname', 'lastname', 'companyname']) as $row) {
            $company = Text::plain($row->companyname);
            $person = trim(Text::plain($row->firstname) . ' ' . Text::plain($row->lastname));
            $this->clients[(int) $row->id] = ($company === '' ? $person : $company) . ' (client ' . $row->id . ')';
        }
    }

    private function former(string $id, ?string $clientId): string
    {
        return $this->former[$id . '/' . $clientId] ??= $clientId === null
            ? (string) ($this->ledger->spans->openOf($id)['label'] ?? '')
            : (string) $this->ledger->spans->labelOf($id, $clientId);
    }

    /** @return array{int, int} first and last number of the block that holds this one */
    private static function block(int $number): array
    {
        $from = $number - $number % self::BLOCK;

        return [$from, $from + self::BLOCK - 1];
    }
}
