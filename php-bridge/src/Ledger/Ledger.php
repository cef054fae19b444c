<?php

/** Door to Makegood's own tables: one repository for each concern, all on one connection. */

declare(strict_types=1);

namespace Makegood\Ledger;

use Makegood\Panel\Panel;

final class Ledger
{
    public readonly Meta $meta;
    public readonly Sources $sources;
    public readonly Deliveries $deliveries;
    public readonly Targets $targets;
    public readonly Observations $observations;
    public readonly Outages $outages;
    public readonly Maintenance $maintenance;
    public readonly Policies $policies;
    public readonly Assignments $assignments;
    public readonly Spans $spans;
    public readonly Charges $charges;
    public readonly Clients $clients;
    public readonly Entries $entries;
    public readonly Postings $postings;
    public readonly Holds $holds;
    public readonly Settlements $settlements;
    public readonly Forecasts $forecasts;
    public readonly Cases $cases;
    public readonly Events $events;
    public readonly Runs $runs;
    public readonly Pulls $pulls;
    public readonly Mappings $mappings;
    public readonly Levels $levels;
    public readonly Claims $claims;
    public readonly Excuses $excuses;
    public readonly Flags $flags;
    public readonly OutageDetails $outageDetails;
    public readonly Anchors $anchors;
    public readonly Extensions $extensions;
    public readonly Given $given;
    public readonly Lines $lines;
    public readonly RefundCases $refundCases;
    public readonly RefundSteps $refundSteps;
    public readonly RefundLines $refundLines;
    public readonly Payouts $payouts;
    public readonly Messages $messages;
    public readonly Reversals $reversals;

    private function __construct(public readonly Db $db)
    {
        $this->meta = new Meta($db);
        $this->sources = new Sources($db);
        $this->deliveries = new Deliveries($db);
        $this->targets = new Targets($db);
        $this->observations = new Observations($db);
        $this->outages = new Outages($db);
        $this->maintenance = new Maintenance($db);
        $this->policies = new Policies($db);
        $this->assignments = new Assignments($db);
        $this->spans = new Spans($db);
        $this->charges = new Charges($db);
        $this->clients = new Clients($db);
        $this->entries = new Entries($db);
        $this->postings = new Postings($db);
        $this->holds = new Holds($db);
        $this->settlements = new Settlements($db);
        $this->forecasts = new Forecasts($db);
        $this->cases = new Cases($db);
        $this->events = new Events($db);
        $this->runs = new Runs($db);
        $this->pulls = new Pulls($db);
        $this->mappings = new Mappings($db);
        $this->levels = new Levels($db);
        $this->claims = new Claims($db);
        $this->excuses = new Excuses($db);
        $this->flags = new Flags($db);
        $this->outageDetails = new OutageDetails($db);
        $this->anchors = new Anchors($db);
        $this->extensions = new Extensions($db);
        $this->given = new Given($db);
        $this->lines = new Lines($db);
        $this->refundCases = new RefundCases($db);
        $this->refundSteps = new RefundSteps($db);
        $this->refundLines = new RefundLines($db);
        $this->payouts = new Payouts($db);
        $this->messages = new Messages($db);
        $this->reversals = new Reversals($db);
    }

    /** On the panel's own connection, in the panel's own kind of transaction. */
    public static function ofPanel(Panel $panel): self
    {
        return new self(new Db($panel->pdo(), $panel->transactional(...)));
    }

    /** On a connection of its own (webhook endpoint, tools). */
    public static function over(\PDO $pdo): self
    {
        return new self(new Db($pdo));
    }

    /** Brings the tables up to date; idempotent. */
    public function migrate(): void
    {
        (new Migrations($this->db))->run();
    }

    /**
     * @template T
     * @param callable(): T $work
     * @return T
     */
    public function transaction(callable $work): mixed
    {
        return $this->db->transaction($work);
    }
}
