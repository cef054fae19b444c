<?php

/** Everything that a drill happens on: a ledger and a panel in memory for one month, two monitors, the real endpoint, the real run. */

declare(strict_types=1);

namespace Makegood\Desk\Drill;

use Makegood\Clock;
use Makegood\Desk\UnableToDo;
use Makegood\Engine\Engine;
use Makegood\Engine\EngineUnavailable;
use Makegood\Instant;
use Makegood\Intake\Endpoint;
use Makegood\Ledger\Ledger;
use Makegood\Panel\Panel;
use Makegood\Panel\ServiceFacts;
use Makegood\Run\Mode;
use Makegood\Run\Run;
use Makegood\Run\Settings;
use Makegood\Run\SettleRequests;
use Makegood\Run\SpanSync;

final class Stage
{
    private const BUDGET_MS = 60_000;
    private const BY = 'drill';

    public readonly Ledger $ledger;
    public readonly DrillPanel $panel;
    /** What is watched: the service's server, or the service where it has none. */
    public readonly string $subject;
    private readonly Settings $settings;
    private readonly \PDO $memory;

    /**
     * @param ServiceFacts $facts     of the only service, taken to be active since $fromMs
     * @param string       $directory private and empty, for the lock of the runs
     */
    public function __construct(
        Panel $real,
        private readonly Engine $engine,
        Ledger $realLedger,
        public readonly ServiceFacts $facts,
        public readonly string $month,
        public readonly int $fromMs,
        string $directory,
    ) {
        $this->memory = new \PDO('sqlite::memory:', null, null, [\PDO::ATTR_ERRMODE => \PDO::ERRMODE_EXCEPTION]);
        $this->panel = new DrillPanel($real, $facts, $this->memory, $fromMs);
        $this->ledger = Ledger::over($this->memory);
        $this->ledger->migrate();
        Mode::live($this->ledger, $month);
        $this->settings = new Settings(dataDir: $directory, initialSpanFromMs: $fromMs);
        $this->subject = $facts->server === null ? 'service:' . $facts->id : 'server:' . $facts->server;
        $this->takeOver($realLedger);
        (new SpanSync($this->ledger, $this->settings))->run($this->panel);
    }

    /**
     * The month without any outage, as the core sees it: which policy binds, what the fee is, from when to when it goes.
     *
     * @return array<string, mixed>|null a result of `settle`; null: no service in that month
     * @throws \Makegood\Engine\CoreRefused|EngineUnavailable
     */
    public function terms(): ?array
    {
        $request = (new SettleRequests($this->ledger, $this->panel))->build($this->facts->id, $this->month);
        if ($request === null) {
            return null;
        }
        $state = $this->ledger->clients->state($request->clientId, $request->currency);
        $text = $request->text(Instant::monthEnd($this->month), $this->panel->capabilities(), $state, []);
        return Engine::decode($this->engine->bytes($text))['results'][0];
    }

    /** A monitor's message comes in by the real endpoint. */
    public function deliver(Monitor $monitor, bool $isUp, int $sinceMs, int $atMs): void
    {
        [$type, $body] = $monitor->message($isUp, $sinceMs);
        $endpoint = new Endpoint(fn (): \PDO => $this->memory, null);
        $answer = Clock::during($atMs, static fn () => $endpoint->answer('POST', $monitor->query(), $type, $body));
        if ($answer->status !== 202) {
            throw new UnableToDo('The drill broke off: the endpoint did not take the message (' . $answer->status . ' ' . $answer->body . ').');
        }
    }

    /** One run of cron at that instant. @throws EngineUnavailable */
    public function run(int $atMs): void
    {
        $this->panel->nowMs = $atMs;
        $summary = (new Run($this->panel, $this->engine, $this->ledger, $this->settings))->now(self::BUDGET_MS);
        if (!$summary->ran || $summary->problems !== []) {
            $this->engine->canary(); // an engine that fails says so itself
            throw new UnableToDo('The drill broke off: ' . ($summary->problems[0] ?? 'the run could not take its lock') . '.');
        }
    }

    public function hold(): void
    {
        $this->ledger->holds->hold($this->facts->id, $this->month, null, self::BY, $this->panel->nowMs);
    }

    public function release(): void
    {
        $this->ledger->holds->release($this->facts->id, $this->month, self::BY, $this->panel->nowMs);
    }

    /** @return array{dueMs: int, answer: string}|null what was settled last */
    public function settlement(): ?array
    {
        return $this->ledger->settlements->of($this->facts->id, $this->month);
    }

    /** @return ?string the entry's id */
    public function entry(): ?string
    {
        foreach ($this->ledger->entries->ofClient($this->facts->clientId) as $row) {
            if ($row['service_id'] === $this->facts->id && $row['period'] === $this->month) {
                return (string) $row['id'];
            }
        }
        return null;
    }

    /** The policies that bind this service or its product. */
    private function takeOver(Ledger $real): void
    {
        foreach ($real->assignments->of($this->facts->id, $this->facts->productId) as $row) {
            $document = $real->policies->document((string) $row['policy_hash']);
            if ($document !== null) {
                $hash = $this->ledger->policies->put($document, (string) (json_decode($document, true)['name'] ?? ''), $this->fromMs);
                $id = $row['scope'] === 'service' ? $this->facts->id : $this->facts->productId;
                $this->ledger->assignments->add((string) $row['scope'], $id, $hash, (int) $row['from_ms'], self::BY, $this->fromMs);
            }
        }
    }
}
