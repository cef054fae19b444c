<?php

/** JSON for a client's own pages. Whose they are is decided by the login; what is somebody else's is not found. */

declare(strict_types=1);

namespace Makegood\Pages\Http;

use Makegood\Api\Owner;
use Makegood\Api\Reads;
use Makegood\Pages\Client\SessionMemory;
use Makegood\Pages\Directory;
use Makegood\Pages\Names;
use Makegood\Pages\Refund\Access;
use Makegood\Pages\Site;

final class ClientEndpoints implements Endpoints
{
    private const METHODS = ['credit' => 'GET', 'notice' => 'GET', 'preview' => 'GET', 'quote' => 'GET', 'timeline' => 'GET'];

    private string $client = '';

    public function __construct(private readonly Site $site)
    {
    }

    public function admit(): void
    {
        $this->client = $this->site->host()->client() ?? throw Refused::forbidden();
    }

    public function methods(): array
    {
        return self::METHODS;
    }

    public function answer(string $name, Params $query, Params $form): Response
    {
        $ledger = $this->site->ledger();
        $reads = new Reads($this->site->panel(), $ledger, new Names(new Directory($this->site->catalogue()), $ledger), $this->site->engine(), new SessionMemory($this->site));

        return Json::ok(match ($name) {
            'credit' => $reads->credit($this->ownEntry($query->id('entry'))),
            'notice' => $reads->notice($this->client),
            'preview' => $reads->preview($this->client, true),
            'quote' => Access::quote($this->site, $query->id('case'), $this->client),
            'timeline' => $reads->timeline($this->ownService($query->id('service'), $query->period()), $query->period(), $this->client),
            default => throw Refused::notFound(),
        });
    }

    private function ownEntry(string $id): string
    {
        return (new Owner($this->site->ledger()))->hasEntry($this->client, $id) ? $id : throw Refused::notFound();
    }

    private function ownService(string $id, string $period): string
    {
        return (new Owner($this->site->ledger()))->hasService($this->client, $id, $period) ? $id : throw Refused::notFound();
    }
}
