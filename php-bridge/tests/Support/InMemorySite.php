<?php

/** An installation on the panel in memory, for pages. What a module of a panel puts together, in its shortest form. */

declare(strict_types=1);

namespace Makegood\Tests\Support;

use Makegood\Desk\Desk;
use Makegood\Engine\Engine;
use Makegood\Engine\TransportSettings;
use Makegood\Intake\DataDirectory;
use Makegood\Ledger\Ledger;
use Makegood\Pages\Site;
use Makegood\Panel\InMemoryPanel;

final class InMemorySite implements Site
{
    public readonly InMemoryHost $host;
    public readonly InMemoryCatalogue $catalogue;

    /** @param string $directory with engine/ and assets/ */
    public function __construct(private readonly World $world, private readonly string $directory)
    {
        $this->host = new InMemoryHost();
        $this->catalogue = new InMemoryCatalogue($world->panel);
    }

    public function panel(): InMemoryPanel
    {
        return $this->world->panel;
    }

    public function ledger(): Ledger
    {
        return $this->world->ledger;
    }

    public function engine(): Engine
    {
        return $this->world->engine;
    }

    public function desk(): Desk
    {
        return $this->world->desk;
    }

    public function transport(): TransportSettings
    {
        return new TransportSettings();
    }

    public function dataDirectory(): ?DataDirectory
    {
        return null;
    }

    public function host(): InMemoryHost
    {
        return $this->host;
    }

    public function catalogue(): InMemoryCatalogue
    {
        return $this->catalogue;
    }

    public function version(): string
    {
        return 'test';
    }

    public function directory(): string
    {
        return $this->directory;
    }
}
