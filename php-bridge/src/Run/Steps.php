<?php

/** The steps of a run that touch the client's account, put together once. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Engine\Engine;
use Makegood\Ledger\Ledger;
use Makegood\Panel\Panel;

final class Steps
{
    public readonly Recovery $recovery;
    public readonly Proving $proving;
    public readonly Posting $posting;
    public readonly LineCheck $lineCheck;
    public readonly Refunding $refunding;
    public readonly Reversing $reversing;

    public function __construct(
        Ledger $ledger,
        Panel $panel,
        Engine $engine,
        Lock $lock,
        Problems $problems,
        RunSummary $summary,
        string $runId,
        string $owner,
        int $nowMs,
        ?string $dataDir = null,
    ) {
        $parking = new Parking($ledger, $summary, $nowMs);
        $reconciling = new Reconciling($ledger, $panel, $engine, $parking, $summary, $nowMs);
        $this->lineCheck = new LineCheck($ledger, $panel, $engine, $parking, $problems, $summary, $dataDir, $nowMs);
        $this->recovery = new Recovery($ledger, $engine, $reconciling, $parking, $problems, $summary);
        $this->proving = new Proving($ledger, $engine, $parking, $problems);
        $safetyCatch = new SafetyCatch($ledger, $panel, $engine, $problems, $summary, $runId, $nowMs);
        $this->posting = new Posting($ledger, $panel, $engine, $lock, $safetyCatch, $reconciling, $parking, $problems, $owner, $nowMs);
        $this->reversing = new Reversing($ledger, $panel, $engine, $safetyCatch, $problems, $summary, $nowMs);
        $paying = new Paying($ledger, $panel, $engine, $lock, $safetyCatch, $problems, $summary, $owner, $nowMs);
        $this->refunding = new Refunding($ledger, $panel, $engine, $safetyCatch, $paying, $problems, $summary, $nowMs);
    }
}
