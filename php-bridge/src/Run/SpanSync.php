<?php

/** Keeps each service's history by the difference between what the panel shows now and the open span. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Instant;
use Makegood\Ledger\Ledger;
use Makegood\Ledger\Spans;
use Makegood\Panel\Panel;
use Makegood\Panel\ServiceFacts;

final class SpanSync
{
    private const SYNCED = 'spans_synced_ms';

    public function __construct(private readonly Ledger $ledger, private readonly Settings $settings)
    {
    }

    /** All services, now. @throws \Makegood\Panel\UnableToRead then nothing is taken for ended */
    public function run(Panel $panel): void
    {
        $now = $panel->now();
        $last = $this->ledger->meta->get(self::SYNCED);
        $services = [...$panel->services()];
        $this->ledger->transaction(function () use ($services, $now, $last): void {
            $open = $this->ledger->spans->allOpen();
            foreach ($services as $facts) {
                self::compare($this->ledger, $open[$facts->id] ?? null, $facts, $now, $this->firstFrom($facts, $now, $last));
                unset($open[$facts->id]);
            }
            foreach ($open as $gone) {
                self::end($this->ledger, $gone, $now);
            }
            $this->ledger->meta->put(self::SYNCED, (string) $now);
        });
    }

    /** One service, from a hook that knows when it changed. */
    public static function observe(Ledger $ledger, ServiceFacts $facts, int $atMs): void
    {
        $ledger->transaction(static function () use ($ledger, $facts, $atMs): void {
            self::compare($ledger, $ledger->spans->openOf($facts->id), $facts, $atMs, $atMs);
        });
    }

    /**
     * A service that is there at the first look has been there before: its first span begins with the month in
     * progress. Later, a new service began when the panel says, if that was since the last look, else now.
     */
    private function firstFrom(ServiceFacts $facts, int $now, ?string $lastSync): int
    {
        if ($lastSync !== null) {
            return $facts->sinceMs !== null && $facts->sinceMs >= (int) $lastSync && $facts->sinceMs < $now ? $facts->sinceMs : $now;
        }
        $initial = $this->settings->initialSpanFromMs ?? Instant::monthStart(Instant::month($now));
        return min($now, max($initial, $facts->sinceMs ?? $initial));
    }

    /** @param array<string, mixed>|null $span the open span, if any */
    private static function compare(Ledger $ledger, ?array $span, ServiceFacts $facts, int $now, int $firstFrom): void
    {
        if ($span === null) {
            if ($facts->state !== 'ended') {
                $ledger->spans->open($facts, self::free($ledger, $facts->id, $firstFrom));
            }
        } elseif (!Spans::agrees($span, $facts)) {
            $from = max($now, (int) $span['from_ms']);
            self::end($ledger, $span, $from);
            $ledger->spans->open($facts, $from);
        } elseif ((string) $span['label'] !== $facts->label) {
            $ledger->spans->relabel((string) $span['id'], $facts->label);
        }
    }

    /** @param array<string, mixed> $span */
    private static function end(Ledger $ledger, array $span, int $at): void
    {
        if ((int) $span['from_ms'] >= $at) {
            $ledger->spans->drop((string) $span['id']);
        } else {
            $ledger->spans->close((string) $span['id'], $at);
        }
    }

    /** Not before the service's last span is over. */
    private static function free(Ledger $ledger, string $serviceId, int $from): int
    {
        $later = $ledger->spans->ofService($serviceId, $from, PHP_INT_MAX);
        return $later === [] ? $from : max($from, (int) $later[count($later) - 1]['to_ms']);
    }
}
