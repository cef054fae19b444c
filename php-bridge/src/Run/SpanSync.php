<?php

/** Keeps each service's history by the difference between what the panel shows now and the open span. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Instant;
use Makegood\Ledger\Fits;
use Makegood\Ledger\Ledger;
use Makegood\Ledger\LostRace;
use Makegood\Ledger\Spans;
use Makegood\Panel\Panel;
use Makegood\Panel\ServiceFacts;

final class SpanSync
{
    private const SYNCED = 'spans_synced_ms';
    private const TRIES = 5;

    public function __construct(private readonly Ledger $ledger, private readonly Settings $settings)
    {
    }

    /** All services, now. @throws \Makegood\Panel\UnableToRead then nothing is taken for ended */
    public function run(Panel $panel): void
    {
        $now = $panel->now();
        $last = $this->ledger->meta->get(self::SYNCED);
        $services = [...$panel->services()];
        self::atomically($this->ledger, function () use ($services, $now, $last): void {
            $open = $this->ledger->spans->allOpen();
            foreach ($services as $facts) {
                $spans = $open[$facts->id] ?? [];
                // Unchanged, and that is nearly all, needs no lock.
                if (count($spans) !== 1 || !self::isTrue($spans[0], $facts)) {
                    $this->change($facts, $now, $last);
                }
                unset($open[$facts->id]);
            }
            foreach (array_keys($open) as $gone) {
                $span = self::openSpan($this->ledger, (string) $gone);
                if ($span !== null && !self::isNewer($span, $now)) {
                    self::end($this->ledger, $span, $now);
                }
            }
            $this->ledger->meta->put(self::SYNCED, (string) $now);
        });
    }

    /**
     * One service, from a hook that knows when it changed; one that is gone from the panel ends as it was known last.
     *
     * @param callable(): ?ServiceFacts $look the service now, null when the panel has it no more
     */
    public static function changed(Ledger $ledger, string $serviceId, callable $look, int $atMs): void
    {
        if ($ledger->spans->isEmpty()) {
            return; // The first look at the whole panel, by cron, has not been yet: it will see this service as it is then.
        }
        $facts = $look() ?? self::ended($ledger, $serviceId);
        if ($facts !== null) {
            self::observe($ledger, $facts, $atMs);
        }
    }

    private static function ended(Ledger $ledger, string $serviceId): ?ServiceFacts
    {
        $span = $ledger->spans->openOf($serviceId);

        return $span === null ? null : new ServiceFacts(
            id: $serviceId,
            clientId: (string) $span['client_id'],
            productId: (string) $span['product_id'],
            server: $span['server'] === null ? null : (string) $span['server'],
            state: 'ended',
            currency: (string) $span['currency'],
            recurringAmount: $span['recurring_amount'] === null ? null : (string) $span['recurring_amount'],
            recurringMonths: $span['recurring_months'] === null ? null : (int) $span['recurring_months'],
            tax: $span['tax'] === null ? null : json_decode((string) $span['tax'], true, 8, JSON_THROW_ON_ERROR),
            label: (string) $span['label'],
        );
    }

    /** The same with what the service is now at hand. */
    public static function observe(Ledger $ledger, ServiceFacts $facts, int $atMs): void
    {
        self::atomically($ledger, static function () use ($ledger, $facts, $atMs): void {
            self::compare($ledger, self::openSpan($ledger, $facts->id), $facts, $atMs, $atMs);
        });
    }

    /** A service that is not as the ledger has it. Hooks write at the same time and without the run's lock, so it is read again. */
    private function change(ServiceFacts $facts, int $now, ?string $lastSync): void
    {
        $span = self::openSpan($this->ledger, $facts->id);
        if ($span === null || !self::isNewer($span, $now)) {
            self::compare($this->ledger, $span, $facts, $now, $this->firstFrom($facts, $now, $lastSync));
        }
    }

    /**
     * The open span, held until the transaction ends. Two of one service would stop its credits for ever: the older one
     * ends where the next begins.
     *
     * @return array<string, mixed>|null
     */
    private static function openSpan(Ledger $ledger, string $serviceId): ?array
    {
        $last = null;
        foreach ($ledger->spans->openForUpdate($serviceId) as $span) {
            if ($last !== null) {
                self::end($ledger, $last, (int) $span['from_ms']);
            }
            $last = $span;
        }
        return $last;
    }

    /** A span that began after the panel was read is a hook's, which knew more. @param array<string, mixed> $span */
    private static function isNewer(array $span, int $now): bool
    {
        return (int) $span['from_ms'] > $now;
    }

    /** All of the work or nothing, again when somebody else was faster. */
    private static function atomically(Ledger $ledger, callable $work): void
    {
        for ($try = 1;; $try++) {
            try {
                $ledger->transaction($work);
                return;
            } catch (LostRace $lost) {
                if ($try >= self::TRIES) {
                    throw $lost;
                }
            }
        }
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
                self::open($ledger, $facts, self::free($ledger, $facts->id, $firstFrom), $now);
            }
        } elseif (!Spans::agrees($span, $facts)) {
            $from = max($now, (int) $span['from_ms']);
            self::end($ledger, $span, $from);
            self::open($ledger, $facts, $from, $now);
        } elseif (!self::isTrue($span, $facts)) {
            $ledger->spans->relabel((string) $span['id'], $facts->label);
        }
    }

    private static function open(Ledger $ledger, ServiceFacts $facts, int $from, int $now): void
    {
        $ledger->spans->open($facts, $from);
        if ($facts->unusablePrice !== null) {
            $ledger->events->add('price.unusable', $facts->id, ['price' => $facts->unusablePrice, 'currency' => $facts->currency], $now);
        }
    }

    /** @param array<string, mixed> $span @throws LostRace */
    private static function end(Ledger $ledger, array $span, int $at): void
    {
        $id = (string) $span['id'];
        $ended = (int) $span['from_ms'] >= $at ? $ledger->spans->drop($id) : $ledger->spans->close($id, $at);
        if (!$ended) {
            throw new LostRace('Somebody else ended the span of service ' . $span['service_id'] . ' just now.');
        }
    }

    /** @param array<string, mixed> $span */
    private static function isTrue(array $span, ServiceFacts $facts): bool
    {
        return Spans::agrees($span, $facts) && (string) $span['label'] === Fits::shown($facts->label);
    }

    /** Not before the service's last span is over. */
    private static function free(Ledger $ledger, string $serviceId, int $from): int
    {
        $later = $ledger->spans->ofService($serviceId, $from, PHP_INT_MAX);
        return $later === [] ? $from : max($from, (int) $later[count($later) - 1]['to_ms']);
    }
}
