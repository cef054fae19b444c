<?php

/**
 * What will be decided if nothing else happens: for each client and currency one request over all that is undecided, in the order in
 * which cron will decide it, carry-over folded as cron will fold it. A forecast is shown, never recorded.
 */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Engine\CoreRefused;
use Makegood\Engine\Engine;
use Makegood\Engine\Json;
use Makegood\Instant;
use Makegood\Ledger\Ledger;
use Makegood\Ledger\Lookups;
use Makegood\Panel\Panel;

final class Forecasting
{
    /** Meta: how far the clients have been gone through, as JSON. */
    private const PROGRESS = 'forecasting';
    private const START = ['terms' => '', 'sinceMs' => -1, 'beganMs' => null, 'after' => '', 'again' => []];
    /** Clients that are tried again in each run. */
    private const AGAIN_MAX = 100;

    private readonly SettleRequests $requests;
    private readonly Lookups $lookups;
    private readonly Mode $mode;
    /** @var array<string, mixed> */
    private readonly array $capabilities;
    /** The core would say the same again until something changes. */
    private bool $isRefused = false;

    public function __construct(
        private readonly Ledger $ledger,
        private readonly Panel $panel,
        private readonly Engine $engine,
        private readonly Problems $problems,
        private readonly int $nowMs,
    ) {
        $this->requests = new SettleRequests($ledger, $panel);
        $this->lookups = new Lookups($ledger->db);
        $this->mode = Mode::of($ledger);
        $this->capabilities = $panel->capabilities();
    }

    /** Only clients of whom something was settled since the last time; goes on where it ran out of time. */
    public function run(Deadline $deadline): void
    {
        $progress = $this->progress();
        // A run's own rows bear its own instant: what an earlier run settled was gone through by that run, unless the clock went back.
        $changed = array_unique([...$this->lookups->clientsSettledSince(min($progress['sinceMs'] + 1, $this->nowMs)), ...$progress['again']]);
        sort($changed, SORT_STRING);
        [$after, $again] = [$progress['after'], $progress['again']];
        foreach (array_values(array_filter($changed, static fn (string $id): bool => strcmp($id, $after) > 0)) as $i => $clientId) {
            if ($i > 0 && $deadline->passed()) {
                $this->remember(['beganMs' => $progress['beganMs'] ?? $this->nowMs, 'after' => $after, 'again' => $again] + $progress);
                return;
            }
            $again = array_values(array_diff($again, [$clientId]));
            $this->isRefused = false;
            $isMade = $this->problems->guard($this->engine, 'forecast/' . $clientId, fn (): bool => $this->client($clientId));
            if ($isMade !== true && !$this->isRefused) {
                $again = array_slice([...$again, $clientId], 0, self::AGAIN_MAX);
            }
            $after = $clientId;
        }
        $this->remember(['sinceMs' => $progress['beganMs'] ?? $this->nowMs, 'beganMs' => null, 'after' => '', 'again' => $again] + $progress);
    }

    /** @return array{terms: string, sinceMs: int, beganMs: ?int, after: string, again: list<string>} from the beginning when what binds everybody has changed */
    private function progress(): array
    {
        $terms = hash('sha256', Json::encode([
            $this->mode->from(), $this->capabilities, timezone_version_get(), $this->engine->identity()['sha256'],
        ]));
        $stored = json_decode($this->ledger->meta->get(self::PROGRESS) ?? '', true);
        return is_array($stored) && ($stored['terms'] ?? null) === $terms ? $stored + self::START : ['terms' => $terms] + self::START;
    }

    /** @param array<string, mixed> $progress */
    private function remember(array $progress): void
    {
        ksort($progress);
        $this->ledger->meta->put(self::PROGRESS, Json::encode($progress));
    }

    private function client(string $clientId): bool
    {
        $undecided = [];
        foreach ($this->lookups->undecidedOf($clientId) as $row) {
            [$serviceId, $period] = [(string) $row['service_id'], (string) $row['period']];
            if ($this->mode->from() !== null && strcmp($period, $this->mode->from()) < 0) {
                continue; // never decided
            }
            $request = $this->requests->build($serviceId, $period);
            if ($request !== null && $request->clientId === $clientId) {
                $undecided[$request->currency][] = [$request, $this->ledger->entries->fold($serviceId, $period), (int) $row['due_ms']];
            }
        }
        $stored = array_map('strval', array_column($this->ledger->forecasts->ofClient($clientId), 'request', 'currency'));
        foreach (array_diff(array_keys($stored), array_keys($undecided)) as $currency) {
            $this->ledger->forecasts->forget($clientId, (string) $currency);
        }
        foreach ($undecided as $currency => $parts) {
            $this->currency($clientId, (string) $currency, $this->inCronsOrder($parts), $stored[$currency] ?? null);
        }
        return true;
    }

    /**
     * What becomes due at one instant is decided in one run, in the order of its keys (Settling); what is due already, in the next.
     *
     * @param list<array{SettleRequest, list<array<string, mixed>>, int}> $parts
     * @return non-empty-list<array{SettleRequest, list<array<string, mixed>>, int}>
     */
    private function inCronsOrder(array $parts): array
    {
        $place = fn (array $part): array => [max($part[2], $this->nowMs), $part[0]->serviceId . '/' . $part[0]->period];
        usort($parts, static function (array $a, array $b) use ($place): int {
            [[$dueA, $keyA], [$dueB, $keyB]] = [$place($a), $place($b)];
            return $dueA <=> $dueB ?: strcmp($keyA, $keyB);
        });
        return $parts;
    }

    /** @param non-empty-list<array{SettleRequest, list<array<string, mixed>>, int}> $parts */
    private function currency(string $clientId, string $currency, array $parts, ?string $stored): void
    {
        $asOf = max(array_column($parts, 2));
        $state = $this->ledger->clients->state($clientId, $currency);
        $given = $this->given($clientId, $currency, $parts);
        for ($again = true;; $again = false) {
            $text = SettleRequest::joined($parts, $this->panel->offsets(...), $asOf, $this->capabilities, $state, $given);
            if ($text === $stored) {
                return;
            }
            $answer = $this->engine->bytes($text);
            try {
                $results = Engine::decode($answer)['results'];
            } catch (CoreRefused $refused) {
                $this->ledger->forecasts->forget($clientId, $currency); // better none than one that is not true any more
                $this->isRefused = true;
                throw $refused;
            }
            $due = max(array_map(static fn (array $result): int => Instant::ms($result['dueAt']), $results));
            if (!$again || $due <= $asOf) {
                break;
            }
            $asOf = $due; // its terms have changed and it was not settled again yet
        }
        $this->ledger->forecasts->put($clientId, $currency, $asOf, $text, $answer, $this->nowMs);
    }

    /**
     * Where a policy caps what a client gets in a month: what the services that are decided already got. The core adds what each service of
     * the request is owed; of two months that are undecided at once the cap is looked at as one, so that nothing is promised that will not come.
     *
     * @param non-empty-list<array{SettleRequest, list<array<string, mixed>>, int}> $parts
     */
    private function given(string $clientId, string $currency, array $parts): ?string
    {
        $capped = array_values(array_filter($parts, static fn (array $part): bool => $part[0]->given !== null));
        if ($capped === []) {
            return null;
        }
        $services = array_map(static fn (array $part): string => $part[0]->serviceId, $parts);
        return $this->ledger->given->toClient($clientId, $currency, $capped[0][0]->period, $services) ?? '0';
    }
}
