<?php

/** One cron call: from stored messages to posted credit, under one lock, within a time budget. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Engine\Engine;
use Makegood\Engine\EngineFailure;
use Makegood\Engine\EngineUnavailable;
use Makegood\Engine\Json;
use Makegood\Intake\DataDirectory;
use Makegood\Ledger\Ledger;
use Makegood\Panel\Panel;
use Makegood\Panel\UnableToRead;
use Makegood\Pull\Http;
use Makegood\Pull\Puller;

final class Run
{
    public const ENGINE_PROBLEM = 'engine_problem';
    /** How the last sound run reached the core: JSON as `Engine::transports` says it. */
    public const TRANSPORTS = 'engine_transports';

    private RunSummary $summary;
    private Problems $problems;
    private int $nowMs;

    /** @param ?Engine $engine null: facts and messages are kept, nothing is decided */
    public function __construct(
        private readonly Panel $panel,
        private readonly ?Engine $engine,
        private readonly Ledger $ledger,
        private readonly Settings $settings,
    ) {
    }

    /** Leaves at once when another run is at work. @param int $budgetMs real time, checked between steps */
    public function now(int $budgetMs): RunSummary
    {
        $this->summary = new RunSummary();
        $this->nowMs = $this->panel->now();
        $this->problems = new Problems($this->ledger, $this->summary, $this->nowMs);
        $lock = new Lock($this->ledger->db, $this->settings->dataDir);
        if (!$lock->take()) {
            return $this->summary;
        }
        try {
            $this->summary->ran = true;
            $id = $this->ledger->runs->begin($this->nowMs);
            $this->work($id, $lock, Deadline::in($budgetMs));
            $this->ledger->runs->end($id, $this->summary->toArray(), $this->panel->now());
            Probe::at('run.end');
        } finally {
            $lock->release();
        }
        return $this->summary;
    }

    private function work(string $id, Lock $lock, Deadline $deadline): void
    {
        $steps = $this->inSoundState(fn (Engine $engine): Steps => $this->begin($engine, $id, $lock, $deadline));
        $drain = new Drain($this->ledger, $this->summary, $this->nowMs, $this->settings->vault);
        $data = $this->settings->dataDir === null ? null : DataDirectory::at($this->settings->dataDir);
        if ($data !== null) {
            $drain->spool($data);
        }
        $factsKnown = $this->readFacts();
        $this->pull($deadline->half()->half());
        if ($steps === null) {
            return;
        }
        $this->inSoundState(function (Engine $engine) use ($drain, $steps, $factsKnown, $deadline): void {
            $checked = $this->checking()->run($deadline->half());
            $drained = $drain->run($engine, $this->settings->drainBatch, $deadline->half()) && $checked;
            (new StatusWindows($this->ledger))->follow(Due::until($this->ledger, $this->nowMs), $this->nowMs);
            $this->decide($engine, $factsKnown, $drained, $deadline->half()); // what is decided must find time to be posted
            $steps->proving->now();
            $steps->posting->run($deadline);
            $steps->refunding->finish();
            $this->engineWorks($engine);
        });
    }

    private function checking(): Checking
    {
        $download = Sns::over($this->settings->http ?? new Http());
        return new Checking($this->ledger, $this->problems, $this->settings->vault, $download, $this->nowMs);
    }

    /** What monitors say about the past is read by the same run; whatever happens there, what was sent to us is read as well. */
    private function pull(Deadline $deadline): void
    {
        (new Puller($this->ledger, $this->settings, $this->problems, $this->summary, $this->nowMs))->run($deadline);
    }

    /** What was decided before comes first: nothing that goes wrong with new messages keeps it from the client. */
    private function begin(Engine $engine, string $id, Lock $lock, Deadline $deadline): Steps
    {
        $engine->begin();
        $owner = 'run-' . $id . '-' . bin2hex(random_bytes(6));
        $steps = new Steps($this->ledger, $this->panel, $engine, $lock, $this->problems, $this->summary, $id, $owner, $this->nowMs, $this->settings->dataDir);
        $steps->lineCheck->run($deadline->half()->half());
        $steps->recovery->run();
        $steps->reversing->run();
        $steps->proving->again();
        $steps->refunding->run($deadline->half()->half());
        $steps->posting->run($deadline->half()->half());
        return $steps;
    }

    /**
     * @template T
     * @param callable(Engine): T $work
     * @return T|null null when the engine is not there or in doubt
     */
    private function inSoundState(callable $work): mixed
    {
        try {
            return $work($this->engine ?? throw new EngineUnavailable('There is no engine.', 'manifest'));
        } catch (EngineUnavailable | EngineFailure $doubt) {
            $this->engineFails($doubt);
            return null;
        }
    }

    /** @return bool whether the panel could be read: on half the facts nothing is settled */
    private function readFacts(): bool
    {
        try {
            (new SpanSync($this->ledger, $this->settings))->run($this->panel);
            (new MaintenanceSync($this->ledger))->run($this->panel);
            (new FlagSync($this->ledger))->run($this->panel);
        } catch (\Throwable $unread) {
            if (Problems::endsTheRun($unread)) {
                throw $unread;
            }
            $this->problems->report('panel', ($unread instanceof UnableToRead ? '' : get_class($unread) . ': ') . $unread->getMessage());
            return false;
        }
        $this->problems->over('panel');
        $this->panelNews();
        return true;
    }

    /** Evidence as a monitor's: that it cannot be had just now holds nothing up. */
    private function panelNews(): void
    {
        try {
            (new PanelNews($this->ledger, $this->nowMs))->run($this->panel);
            $this->problems->over('panel news');
        } catch (\Throwable $unread) {
            if (Problems::endsTheRun($unread)) {
                throw $unread;
            }
            $this->problems->report('panel news', ($unread instanceof UnableToRead ? '' : get_class($unread) . ': ') . $unread->getMessage());
        }
    }

    private function decide(Engine $engine, bool $factsKnown, bool $drained, Deadline $deadline): void
    {
        $left = (new Confirming($this->ledger, $engine, $this->problems, $this->summary, $this->nowMs))->run($deadline);
        if ($factsKnown) {
            $evidence = new Evidence($this->ledger, $drained, $left);
            (new Settling($this->ledger, $this->panel, $engine, $this->problems, $this->summary, $this->nowMs, $this->settings->raceTries, $evidence))
                ->run($deadline);
            (new Forecasting($this->ledger, $this->panel, $engine, $this->problems, $this->nowMs))->run($deadline);
        }
    }

    private function engineFails(EngineUnavailable|EngineFailure $doubt): void
    {
        $why = $doubt->getMessage();
        $this->summary->problems[] = 'engine: ' . $why;
        if ($this->ledger->meta->get(self::ENGINE_PROBLEM) !== $why) {
            $this->ledger->meta->put(self::ENGINE_PROBLEM, $why);
            $this->ledger->events->add('engine.problem', '', ['problem' => $why, 'code' => $doubt instanceof EngineUnavailable ? $doubt->reasonCode : EngineFailure::CODE], $this->nowMs);
            $this->panel->log('Makegood decides nothing and posts nothing: ' . $why);
        }
    }

    private function engineWorks(Engine $engine): void
    {
        $ways = Json::encode($engine->transports());
        if ($this->ledger->meta->get(self::TRANSPORTS) !== $ways) {
            $this->ledger->meta->put(self::TRANSPORTS, $ways);
        }
        if ($this->ledger->meta->get(self::ENGINE_PROBLEM) !== null) {
            $this->ledger->meta->forget(self::ENGINE_PROBLEM);
            $this->ledger->events->add('engine.problem.over', '', [], $this->nowMs);
        }
    }
}
