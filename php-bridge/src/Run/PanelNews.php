<?php

/**
 * What the panel itself knows of its servers, as messages of a built-in source of vendor `panel`. It is told when it changes; a server
 * that is down each time, and one that is not once an hour: so it is known that somebody looked. It votes only once a person mapped it.
 */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Engine\Json;
use Makegood\Instant;
use Makegood\Ledger\Ledger;
use Makegood\Ledger\Sources;
use Makegood\Panel\Issue;
use Makegood\Panel\Panel;
use Makegood\Panel\SelfReport;
use Makegood\Panel\ServerStatus;

final class PanelNews
{
    private const TOLD = 'panel_told';
    private const HOUR_MS = 3_600_000;

    public function __construct(private readonly Ledger $ledger, private readonly int $nowMs)
    {
    }

    /** @throws \Makegood\Panel\UnableToRead */
    public function run(Panel $panel): void
    {
        if (!$panel instanceof SelfReport) {
            return;
        }
        $told = json_decode($this->ledger->meta->get(self::TOLD) ?? '[]', true);
        [$servers, $serversTold] = $this->servers($panel->serverStatus(), (array) ($told['servers'] ?? []));
        [$issues, $issuesTold] = $this->issues($panel->issues(), (array) ($told['issues'] ?? []));
        $now = Json::encode(['servers' => (object) $serversTold, 'issues' => (object) $issuesTold]);
        if ($servers === [] && $issues === []) {
            return;
        }
        $this->ledger->transaction(function () use ($servers, $issues, $now): void {
            $this->ledger->deliveries->add($this->source(), $this->nowMs, 'application/json', '', Json::encode(['servers' => $servers, 'issues' => $issues]));
            $this->ledger->meta->put(self::TOLD, $now);
        });
    }

    private function source(): string
    {
        // Nobody sends to it: the secret is thrown away.
        return $this->ledger->sources->ofVendor(Sources::PANEL)
            ?? $this->ledger->sources->add(Sources::PANEL, 'This panel', Sources::PANEL, hash('sha256', random_bytes(32)), $this->nowMs);
    }

    /**
     * @param iterable<ServerStatus> $all
     * @param array<string, array{0: ?bool, 1: int}> $told id => state and instant that were told last
     * @return array{list<array<string, mixed>>, array<string, array{0: ?bool, 1: int}>} what to tell, what is told then
     */
    private function servers(iterable $all, array $told): array
    {
        [$news, $now] = [[], []];
        foreach ($all as $server) {
            $last = $told[$server->id] ?? null;
            $isNews = $last === null || $last[0] !== $server->up || $server->up === false || $server->atMs - $last[1] >= self::HOUR_MS;
            $now[$server->id] = $isNews ? [$server->up, $server->atMs] : $last;
            if ($isNews) {
                $news[] = ['id' => $server->id, 'name' => $server->name, 'up' => $server->up, 'at' => Instant::iso($server->atMs)];
            }
        }
        return [$news, $now];
    }

    /**
     * @param iterable<Issue> $all
     * @param array<string, string> $told id => hash of what was told last
     * @return array{list<array<string, mixed>>, array<string, string>}
     */
    private function issues(iterable $all, array $told): array
    {
        [$news, $now] = [[], []];
        foreach ($all as $issue) {
            $row = [
                'id' => $issue->id, 'title' => $issue->title, 'type' => $issue->type, 'status' => $issue->status, 'server' => $issue->server,
                'start' => Instant::iso($issue->startMs), 'end' => $issue->endMs === null ? null : Instant::iso($issue->endMs), 'at' => Instant::iso($issue->atMs),
            ];
            $now[$issue->id] = hash('sha256', Json::encode($row));
            if (($told[$issue->id] ?? null) !== $now[$issue->id]) {
                $news[] = $row;
            }
        }
        return [$news, $now];
    }
}
