<?php

/** What an operator or a test may set about a run. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Pull\Http;
use Makegood\Vault;

final class Settings
{
    /**
     * @param ?string $dataDir           the private directory of mirror and spool; null: none
     * @param ?int    $initialSpanFromMs where the first spans begin; null: start of the current UTC month
     * @param int     $drainBatch        messages in one call of the core
     * @param int     $raceTries         how often a service is evaluated again after losing a race
     * @param ?Vault  $vault             where the secrets of monitors are kept; null: there are none to be opened
     * @param int     $pullHour          from this hour (UTC) on the monitors' own history is asked for, once a night
     * @param ?Http   $http              how monitors are asked; null: over the network
     */
    public function __construct(
        public readonly ?string $dataDir = null,
        public readonly ?int $initialSpanFromMs = null,
        public readonly int $drainBatch = 200,
        public readonly int $raceTries = 3,
        public readonly ?Vault $vault = null,
        public readonly int $pullHour = 2,
        public readonly ?Http $http = null,
    ) {
    }
}
