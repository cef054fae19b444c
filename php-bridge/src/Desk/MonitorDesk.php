<?php

/** What people say about a monitor beyond its name: what its word counts, its secrets, how it is read, what they enter by hand. */

declare(strict_types=1);

namespace Makegood\Desk;

use Makegood\Engine\Engine;
use Makegood\Engine\Json;
use Makegood\Instant;
use Makegood\Intake\Endpoint;
use Makegood\Ledger\Ledger;
use Makegood\Ledger\Levels;
use Makegood\Ledger\Sources;
use Makegood\Ledger\Targets;
use Makegood\Panel\Panel;
use Makegood\Run\Due;
use Makegood\Run\Settings;

final class MonitorDesk
{
    private const MAPPING_MAX = 65_536;
    private const MOST_GROUPS = 20;

    public readonly SecretDesk $secrets;
    private readonly MonitorSettings $check;

    public function __construct(
        private readonly Panel $panel,
        private readonly Engine $engine,
        private readonly Ledger $ledger,
        Settings $settings,
    ) {
        $this->secrets = new SecretDesk($panel, $ledger, $settings->vault, $settings->dataDir);
        $this->check = new MonitorSettings($ledger);
    }

    /**
     * Sets some of a source's settings; the others stay. What is changed counts from the end of the last month that is due.
     *
     * @param array<string, int|string|null> $settings words of MonitorSettings::WORDS; null, where it may be: none
     * @throws UnableToDo
     */
    public function set(string $sourceId, array $settings, string $by): void
    {
        $source = $this->source($sourceId);
        $columns = $this->check->columns($source, $settings);
        $changed = array_filter($columns, static fn (mixed $value, string $column): bool => (string) $source[$column] !== (string) $value, ARRAY_FILTER_USE_BOTH);
        if ($changed === []) {
            return;
        }
        $this->ledger->transaction(function () use ($sourceId, $source, $changed, $by): void {
            $this->ledger->sources->set($sourceId, $changed);
            foreach ($changed as $column => $value) {
                $this->event('source.settings', $sourceId, $by, ['setting' => $column, 'before' => (string) $source[$column], 'after' => (string) $value]);
            }
            if (isset($changed['mapping_hash'])) {
                $this->ledger->deliveries->readAgain($sourceId); // what came before there was a mapping
            }
        });
    }

    /** @return string its hash @throws UnableToDo|\Makegood\Engine\CoreRefused the core's own word on what is wrong, with its place */
    public function addMapping(string $document, string $by): string
    {
        if (strlen($document) > self::MAPPING_MAX) {
            throw new UnableToDo('The mapping is longer than 64 KiB.');
        }
        $value = json_decode($document, false, 64);
        if (!$value instanceof \stdClass) {
            throw new UnableToDo('A mapping is a JSON object; this is none.');
        }
        $this->engine->call([
            'contract' => Engine::CONTRACT,
            'command' => 'normalize',
            'mappings' => [['hash' => hash('sha256', $document), 'document' => $value]],
            'deliveries' => [],
        ]);
        return $this->ledger->transaction(function () use ($document, $value, $by): string {
            $hash = $this->ledger->mappings->put((string) $value->name, $document, $this->panel->now());
            $this->event('mapping.added', $hash, $by, ['name' => (string) $value->name]);
            return $hash;
        });
    }

    /**
     * So many groups of a level have to say down besides the quorum; 0 for a subject: none, whatever is set for all.
     *
     * @param string $subject `server:<id>`, `service:<id>`, or `*`: all that have no number of their own
     * @param array<string, int> $atLeast level => groups; a level that is not there is not set for this subject
     * @throws UnableToDo
     */
    public function setLevels(string $subject, array $atLeast, string $by): void
    {
        if ($subject !== Levels::ALL && !Desk::isSubject($subject)) {
            throw new UnableToDo('A subject is server:<id> or service:<id>, or * for all.');
        }
        foreach ($atLeast as $level => $number) {
            if (!in_array($level, Sources::LEVELS, true)) {
                throw new UnableToDo('The levels are server, own and thirdParty.');
            }
            if ($number < 0 || $number > self::MOST_GROUPS) {
                throw new UnableToDo('The number of groups is between 0 and ' . self::MOST_GROUPS . '.');
            }
        }
        $this->ledger->transaction(function () use ($subject, $atLeast, $by): void {
            $this->ledger->levels->set($subject, $atLeast);
            $this->event('levels', $subject, $by, ['levels' => Json::encode((object) $atLeast)]);
        });
    }

    /**
     * Keeps a table of observations as a message of a source of vendor `csv`. It is looked at first: what cannot be read at all is not kept.
     *
     * @return array{observations: int, problem: ?string} rows that were understood; what is wrong with the first that was not
     * @throws UnableToDo
     */
    public function uploadCsv(string $sourceId, string $bytes, string $by): array
    {
        if ($this->source($sourceId)['vendor'] !== 'csv') {
            throw new UnableToDo('Tables are uploaded to a monitor of the kind CSV.');
        }
        if (strlen($bytes) > Endpoint::MAX_BODY) {
            throw new UnableToDo('The table is larger than 1 MiB: upload it in parts.');
        }
        $bytes = str_starts_with($bytes, "\xEF\xBB\xBF") ? substr($bytes, 3) : $bytes; // a spreadsheet's mark of UTF-8
        if (!preg_match('//u', $bytes)) {
            throw new UnableToDo('The table is not UTF-8: save it as "CSV UTF-8".');
        }
        $result = $this->read($sourceId, 'csv', 'text/csv', $bytes);
        if ($result['observations'] === []) {
            throw new UnableToDo('Nothing of this table was kept. ' . ($result['problem']['message'] ?? 'It has no rows.') . ' ' . ($result['problem']['help'] ?? ''));
        }
        $this->store($sourceId, 'text/csv', $bytes);
        $this->event('csv.uploaded', $sourceId, $by, ['sha256' => hash('sha256', $bytes), 'rows' => (string) count($result['observations'])]);
        return ['observations' => count($result['observations']), 'problem' => $result['problem']['message'] ?? null];
    }

    /**
     * What a person knows of an outage: one voice beside those of the monitors, and only about that time. Alone it becomes a review case.
     *
     * @param ?int $toMs null: it goes on; to end it enter it again with its end
     * @throws UnableToDo
     */
    public function manualOutage(string $subject, int $fromMs, ?int $toMs, string $title, string $by): void
    {
        $now = $this->panel->now();
        if (!Desk::isSubject($subject)) {
            throw new UnableToDo('A subject is server:<id> or service:<id>.');
        }
        if ($fromMs > $now || ($toMs !== null && ($toMs <= $fromMs || $toMs > $now))) {
            throw new UnableToDo('An outage ends after it begins, and neither lies in the future.');
        }
        $source = $this->ledger->sources->ofVendor('manual');
        $target = $source === null ? null : $this->ledger->targets->of($source, Targets::hash($subject));
        if (($target['subject'] ?? null) === null && isset($this->ledger->targets->watching()[$subject]) && $fromMs < Due::until($this->ledger, $now)) {
            throw new UnableToDo('That month is decided by the monitors that watched then: only later outages can be entered.');
        }
        $this->ledger->transaction(function () use ($source, $subject, $fromMs, $toMs, $title, $by): void {
            // Nobody sends to it: the secret is thrown away.
            $source ??= $this->ledger->sources->add('manual', 'Entered by hand', 'manual', hash('sha256', random_bytes(32)), $this->panel->now());
            $this->ledger->targets->seen($source, $subject, $title === '' ? null : $title, null);
            $target = $this->ledger->targets->of($source, Targets::hash($subject));
            $this->ledger->targets->map((string) $target['id'], $subject);
            $times = ['from' => Instant::iso($fromMs), 'to' => $toMs === null ? null : Instant::iso($toMs)];
            $this->store($source, 'application/json', Json::encode(['target' => $subject, 'label' => $title] + $times));
            $this->event('outage.entered', $subject, $by, array_map('strval', $times) + ['title' => $title]);
        });
    }

    /** @return array<string, mixed> what the core reads from it */
    private function read(string $sourceId, string $vendor, string $contentType, string $body): array
    {
        return $this->engine->call(['contract' => Engine::CONTRACT, 'command' => 'normalize', 'deliveries' => [[
            'id' => 'look', 'source' => $sourceId, 'vendor' => $vendor, 'receivedAt' => Instant::iso($this->panel->now()), 'contentType' => $contentType,
            'query' => '', 'body' => $body,
        ]]])['results'][0];
    }

    private function store(string $sourceId, string $contentType, string $body): void
    {
        $this->ledger->deliveries->add($sourceId, $this->panel->now(), $contentType, '', $body);
    }

    /** @return array<string, mixed> */
    private function source(string $id): array
    {
        return $this->ledger->sources->byId($id) ?? throw new UnableToDo('There is no such source.');
    }

    /** @param array<string, string> $data */
    private function event(string $type, string $ref, string $by, array $data): void
    {
        $this->ledger->events->add($type, $ref, ['by' => $by] + $data, $this->panel->now());
    }
}
