<?php

/** What the pages stand on: the parts of one installation, put together by the module of its panel. Nothing is opened before it is asked for. */

declare(strict_types=1);

namespace Makegood\Pages;

use Makegood\Desk\Desk;
use Makegood\Engine\Engine;
use Makegood\Engine\TransportSettings;
use Makegood\Intake\DataDirectory;
use Makegood\Ledger\Ledger;
use Makegood\Panel\Panel;

interface Site
{
    public function panel(): Panel;

    public function ledger(): Ledger;

    /** The engine of a page: starts no program. */
    public function engine(): Engine;

    public function desk(): Desk;

    /** The way to the core that the host's administrator allows; a page narrows it with forPage(). */
    public function transport(): TransportSettings;

    /** The private directory outside the web root; null when there is none that can be used. */
    public function dataDirectory(): ?DataDirectory;

    public function host(): Host;

    public function catalogue(): Catalogue;

    /** The module's version, as its archive is called. */
    public function version(): string;

    /** Folder on this machine in which engine/ and assets/ lie, without a slash at the end. */
    public function directory(): string;
}
