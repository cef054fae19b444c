<?php

/** JSON for a client's own pages. Whose they are is decided by the login; what is somebody else's is not found. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Http;

use Makegood\Api\Owner;
use Makegood\Api\Reads;
use WHMCS\Module\Addon\Makegood\App;
use WHMCS\Module\Addon\Makegood\Client\SessionMemory;
use WHMCS\Module\Addon\Makegood\Client\Viewer;
use WHMCS\Module\Addon\Makegood\Directory;
use WHMCS\Module\Addon\Makegood\Names;

final class ClientEndpoints implements Endpoints
{
    private const METHODS = ['credit' => 'GET', 'notice' => 'GET', 'preview' => 'GET', 'timeline' => 'GET'];

    private string $client = '';

    private readonly App $app;

    public function __construct()
    {
        $this->app = new App();
    }

    public function admit(): void
    {
        $this->client = Viewer::clientId() ?? throw Refused::forbidden();
    }

    public function methods(): array
    {
        return self::METHODS;
    }

    public function answer(string $name, Params $query, Params $form): Response
    {
        $ledger = $this->app->ledger();
        $reads = new Reads($this->app->panel(), $ledger, new Names(new Directory(), $ledger), $this->app->engine(), new SessionMemory());

        return Json::ok(match ($name) {
            'credit' => $reads->credit($this->ownEntry($query->id('entry'))),
            'notice' => $reads->notice($this->client),
            'preview' => $reads->preview($this->client, true),
            'timeline' => $reads->timeline($this->ownService($query->id('service'), $query->period()), $query->period(), $this->client),
            default => throw Refused::notFound(),
        });
    }

    private function ownEntry(string $id): string
    {
        return (new Owner($this->app->ledger()))->hasEntry($this->client, $id) ? $id : throw Refused::notFound();
    }

    private function ownService(string $id, string $period): string
    {
        return (new Owner($this->app->ledger()))->hasService($this->client, $id, $period) ? $id : throw Refused::notFound();
    }
}
