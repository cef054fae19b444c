<?php

/** The real bridge on the in-memory panel: messages arrive day by day, the cron runs, every entry is watched for edits. */

declare(strict_types=1);

namespace MakegoodFaults;

use Makegood\Engine\Engine;
use Makegood\Ledger\Ledger;
use Makegood\Panel\InMemoryPanel;
use Makegood\Panel\ServiceFacts;
use Makegood\Run\Mode;
use Makegood\Run\Run;
use Makegood\Run\Settings;

final class OrderRun
{
    private const STEP_MS = 86_400_000;
    private const POLICY = '{"schema":1,"name":"Tiers","zone":"UTC","maintenance":{"rule":"counted"},"schedule":{"family":"uptimeTiers",'
        . '"tiers":[{"below":"99.9","percent":"5"},{"below":"99.5","percent":"10"},{"below":"99","percent":"25"},{"below":"97","percent":"50"}]}}';

    /** service => client, server, currency, amount, tax rate */
    private const SERVICES = [
        1 => ['1', '1', 'USD', '10.00', null], 2 => ['1', '2', 'USD', '24.90', null], 3 => ['2', '1', 'USD', '49.90', '20'],
        4 => ['2', '3', 'USD', '119.90', '20'], 5 => ['3', '2', 'JPY', '1500', null], 6 => ['4', '1', 'KWD', '7.650', null], 7 => ['4', '2', 'KWD', '18.455', null],
    ];

    public readonly Ledger $ledger;
    public readonly InMemoryPanel $panel;
    /** @var array<string, string> entry id => hash of what it said when it was first seen */
    private array $said = [];
    /** @var list<string> */
    public array $faults = [];

    public function __construct(private readonly Engine $engine, private readonly string $dataDir, bool $trusted = true)
    {
        $pdo = new \PDO('sqlite::memory:', null, null, [\PDO::ATTR_ERRMODE => \PDO::ERRMODE_EXCEPTION]);
        $this->panel = new InMemoryPanel($pdo, Messages::ms('2026-02-28 06:00:00'));
        $this->panel->capabilities['postableScale'] = [['currency' => 'KWD', 'scale' => 2]];
        $this->ledger = Ledger::ofPanel($this->panel);
        $this->ledger->migrate();
        Mode::live($this->ledger, null);
        foreach (self::SERVICES as $id => [$client, $server, $currency, $amount, $rate]) {
            $this->panel->addClient($client);
            $tax = $rate === null ? null : ['mode' => 'exclusive', 'rates' => [$rate]];
            $this->panel->services[(string) $id] = new ServiceFacts((string) $id, $client, 'p1', $server, 'active', $currency, $amount, 1, $tax, "service $id");
        }
        $this->terms($trusted);
        $this->cron();
    }

    private function terms(bool $trusted): void
    {
        $now = $this->panel->nowMs;
        $hash = $this->ledger->policies->put(self::POLICY, 'Tiers', $now);
        $this->ledger->assignments->add('product', 'p1', $hash, Messages::ms('2026-01-01 00:00:00'), 'test', $now);
        foreach ([['pingdom', ['803318' => 1, '803319' => 2]], ['uptime-kuma', ['29' => 1, '30' => 2]], ['uptimerobot', ['779912345' => 3]]] as [$vendor, $targets]) {
            $source = $this->ledger->sources->add($vendor, $vendor, $vendor, hash('sha256', $vendor), $now);
            $this->ledger->sources->setTrusted($source, $trusted && $vendor === 'uptimerobot');
            foreach ($targets as $target => $server) {
                $this->ledger->targets->seen($source, (string) $target, null, null);
                foreach ($this->ledger->targets->all() as $row) {
                    if ((string) $row['source_id'] === $source && (string) $row['target'] === (string) $target) {
                        $this->ledger->targets->map((string) $row['id'], "server:$server");
                    }
                }
            }
        }
    }

    /** @param list<array{source: int, type: string, body: string, received: int}> $messages by arrival; crons run daily up to $endMs */
    public function live(array $messages, int $endMs): void
    {
        $next = 0;
        for ($now = $this->panel->nowMs + self::STEP_MS; $now <= $endMs; $now += self::STEP_MS) {
            $this->panel->nowMs = $now;
            for (; $next < count($messages) && $messages[$next]['received'] <= $now; $next++) {
                $message = $messages[$next];
                $this->ledger->deliveries->add((string) $message['source'], $message['received'], $message['type'], '', $message['body']);
            }
            $this->cron();
        }
    }

    public function cron(): void
    {
        $summary = (new Run($this->panel, $this->engine, $this->ledger, new Settings($this->dataDir)))->now(60_000);
        $summary->ran || $this->faults[] = 'a run found the lock held';
        $this->faults = [...$this->faults, ...$summary->problems];
        $this->watchEntries();
    }

    /** @return array<string, string> service/period => sums of net, tax, gross; positions that sum to nothing are left out */
    public function sums(): array
    {
        $sums = [];
        foreach ($this->ledger->db->rows('SELECT service_id, period, net, tax, gross FROM mod_makegood_entries') as $row) {
            foreach (['net', 'tax', 'gross'] as $i => $column) {
                $key = $row['service_id'] . '/' . $row['period'];
                $sums[$key] ??= [0, 0, 0];
                $sums[$key][$i] += Units::of($row[$column]);
            }
        }
        ksort($sums);

        return array_map(static fn (array $sum): string => implode(' ', $sum), array_filter($sums, static fn (array $sum): bool => $sum !== [0, 0, 0]));
    }

    /** Per client: what the entries owe must be what was credited plus what is carried. @return list<string> */
    public function imbalances(): array
    {
        $wrong = [];
        foreach (array_unique(array_column(self::SERVICES, 0)) as $client) {
            $entries = array_sum(array_map(static fn (array $row): int => Units::of($row['gross']), $this->ledger->entries->ofClient($client)));
            $carry = array_sum(array_map(static fn (array $row): int => Units::of($row['carry']), $this->ledger->db->rows('SELECT carry FROM mod_makegood_clients WHERE client_id = ?', [$client])));
            $rows = array_sum(array_map(static fn ($row): int => Units::of($row->amount), $this->panel->creditRows($client, '0')));
            $balance = Units::of($this->panel->balance($client));
            if ($entries !== $carry + $rows || $rows !== $balance) {
                $wrong[] = "client $client: entries $entries, credited $rows, balance $balance, carried $carry";
            }
        }

        return $wrong;
    }

    public function entries(): int
    {
        return count($this->said);
    }

    private function watchEntries(): void
    {
        foreach ($this->ledger->db->rows('SELECT * FROM mod_makegood_entries') as $row) {
            unset($row['state']);
            $hash = hash('sha256', serialize($row));
            $id = (string) $row['id'];
            ($this->said[$id] ??= $hash) === $hash || $this->faults[] = "entry $id was edited";
        }
        $count = (int) $this->ledger->db->value('SELECT COUNT(*) FROM mod_makegood_entries');
        $count === count($this->said) || $this->faults[] = 'an entry vanished';
    }
}
