<?php

/** A small hosting company on the panel in memory, watched by monitors whose messages a test sends. */

declare(strict_types=1);

namespace Makegood\Tests\Support;

use Makegood\Desk\Desk;
use Makegood\Engine\Engine;
use Makegood\Engine\Json;
use Makegood\Instant;
use Makegood\Intake\SecretCheck;
use Makegood\Ledger\Ledger;
use Makegood\Panel\InMemoryPanel;
use Makegood\Panel\Panel;
use Makegood\Panel\ServiceFacts;
use Makegood\Pull\Http;
use Makegood\Run\Mode;
use Makegood\Run\Run;
use Makegood\Run\RunSummary;
use Makegood\Run\Settings;
use Makegood\Run\SpanSync;
use Makegood\Vault;

final class World
{
    public const BUDGET_MS = 60_000;
    /** 10 % below 99.9, 25 % below 99.5: an hour and a half of a month is the first, five hours the second. */
    public const POLICY = '{"schema":1,"name":"Standard","zone":"UTC","maintenance":{"rule":"excludedIfAnnounced","noticeMs":86400000},'
        . '"schedule":{"family":"uptimeTiers","tiers":[{"below":"99.9","percent":"10"},{"below":"99.5","percent":"25"}]}}';

    public readonly InMemoryPanel $panel;
    public readonly Ledger $ledger;
    public readonly Desk $desk;
    public Engine $engine;
    private readonly Settings $settings;
    private readonly Vault $vault;

    public function __construct(\PDO $pdo, string $dataDir, ?Engine $engine = null, ?Http $http = null, ?InMemoryPanel $panel = null)
    {
        $this->engine = $engine ?? Core::engine();
        $this->panel = $panel ?? new InMemoryPanel($pdo, 0);
        $this->clock('2026-03-01T00:00:00Z');
        $this->ledger = Ledger::ofPanel($this->panel);
        $this->ledger->migrate();
        Mode::live($this->ledger, null);
        $this->vault = new Vault(str_repeat('k', 64), null);
        $this->settings = new Settings(dataDir: $dataDir, vault: $this->vault, http: $http);
        $this->desk = new Desk($this->panel, $this->engine, $this->ledger, $this->settings);
    }

    public function clock(string $iso): void
    {
        $this->panel->nowMs = Instant::ms($iso);
    }

    public function policy(string $document = self::POLICY, string $scope = 'product', string $id = '1'): void
    {
        $hash = $this->desk->putPolicy($document, 'admin:1');
        $this->desk->assign($scope, $id, $hash, Instant::ms('2026-01-01T00:00:00Z'), 'admin:1');
    }

    /** @param array{mode: string, rates: list<string>}|null $tax */
    public function service(string $id, string $client, string $server, string $amount = '10.00', string $currency = 'USD', ?array $tax = null): void
    {
        try {
            $this->panel->lastCreditId($client);
        } catch (\RuntimeException) {
            $this->panel->addClient($client);
        }
        $this->panel->services[$id] = new ServiceFacts($id, $client, '1', $server, 'active', $currency, $amount, 1, $tax, 'Hosting ' . $id);
    }

    /** A monitor, set up after the services were there to be seen. @return string the source's id */
    public function source(string $vendor, ?string $group = null): string
    {
        (new SpanSync($this->ledger, $this->settings))->run($this->panel);
        return $this->ledger->sources->add($vendor, $vendor, $group ?? $vendor, SecretCheck::digest('x'), $this->panel->now());
    }

    /** From now on the source's history is asked for. @param array<string, mixed>|null $settings */
    public function account(string $source, ?string $key, ?array $settings = null): void
    {
        $sealed = $key === null ? null : $this->vault->seal(Vault::api($source), $key);
        $this->ledger->sources->setApi($source, $sealed, $settings === null ? null : Json::encode($settings));
    }

    /** Maps the source's target to the subject, as a person would once it was seen. */
    public function watch(string $source, string $target, string $subject): void
    {
        $this->ledger->targets->seen($source, $target, null, null);
        foreach ($this->ledger->targets->all() as $row) {
            if ((string) $row['source_id'] === $source && $row['target'] === $target) {
                $this->desk->mapTarget((string) $row['id'], $subject, 'admin:1');
            }
        }
    }

    /** Two monitors, independent of each other, watching a server as target `801`. @return array{string, string} */
    public function twoMonitors(string $subject = 'server:1'): array
    {
        $pair = [$this->source('pingdom'), $this->source('uptimerobot')];
        foreach ($pair as $source) {
            $this->watch($source, '801', $subject);
        }
        return $pair;
    }

    /** The message of a monitor in its own vendor's form. */
    public function message(string $source, string $target, string $state, ?string $at, ?string $received = null): void
    {
        $vendor = $this->ledger->sources->byId($source)['vendor'];
        $body = $vendor === 'pingdom' ? self::pingdom($target, $state, $at) : self::uptimerobot($target, $state, $at);
        $this->ledger->deliveries->add($source, Instant::ms($received ?? $at), 'application/json', '', $body);
    }

    /** @param list<string> $sources both ends of one outage, as every source saw them */
    public function outage(array $sources, string $from, string $to, string $target = '801'): void
    {
        foreach ($sources as $source) {
            $this->message($source, $target, 'down', $from);
            $this->message($source, $target, 'up', $to);
        }
    }

    public function run(?string $at = null): RunSummary
    {
        if ($at !== null) {
            $this->clock($at);
        }
        return $this->runWith($this->panel, $this->engine);
    }

    /** A run with something broken, or in a hurry. */
    public function runWith(Panel $panel, ?Engine $engine, int $budgetMs = self::BUDGET_MS): RunSummary
    {
        return (new Run($panel, $engine, $this->ledger, $this->settings))->now($budgetMs);
    }

    /** @return list<string> `service period n gross route state`, in the order of the ledger */
    public function entries(): array
    {
        return array_map(
            static fn (array $row): string => implode(' ', [$row['service_id'], $row['period'], $row['n'], $row['gross'], $row['route'], $row['state']]),
            array_reverse($this->ledger->entries->recent(1000)),
        );
    }

    private static function pingdom(string $target, string $state, ?string $at): string
    {
        $time = $at === null ? [] : ['state_changed_timestamp' => intdiv(Instant::ms($at), 1000)];
        return Json::encode([
            'check_id' => (int) $target, 'check_name' => 'Web', 'check_type' => 'HTTP', 'check_params' => ['hostname' => 'web.example.com'],
            'current_state' => strtoupper($state), 'previous_state' => $state === 'down' ? 'UP' : 'DOWN',
        ] + $time);
    }

    private static function uptimerobot(string $target, string $state, ?string $at): string
    {
        $time = $at === null ? [] : ['alertDateTime' => (string) intdiv(Instant::ms($at), 1000)];
        return Json::encode(['monitorID' => $target, 'monitorFriendlyName' => 'Web', 'alertType' => $state === 'down' ? '1' : '2'] + $time);
    }
}
