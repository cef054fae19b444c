<?php

/** Messages → observations: spool first, then everything not yet understood goes through `normalize`. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Engine\CoreRefused;
use Makegood\Engine\Engine;
use Makegood\Engine\EngineFailure;
use Makegood\Engine\Json;
use Makegood\Instant;
use Makegood\Intake\DataDirectory;
use Makegood\Ledger\Db;
use Makegood\Ledger\DoesNotFit;
use Makegood\Ledger\Ledger;

final class Drain
{
    /** Bytes of messages in one call: escaped at worst sixfold they stay below the contract's 8 MiB. */
    private const BATCH_BYTES = 1024 * 1024;

    public function __construct(
        private readonly Ledger $ledger,
        private readonly RunSummary $summary,
        private readonly int $nowMs,
    ) {
    }

    /** Takes in what came while the database was down, and brings the mirror up to date for the next time. */
    public function spool(DataDirectory $data): void
    {
        $spool = $data->spool();
        foreach ($spool->files() as $file) {
            $message = $spool->read($file);
            if ($message === null || $this->ledger->sources->byId($message->sourceId) === null) {
                $spool->setAside($file);
                $this->ledger->events->add('spool.broken', basename($file), [], $this->nowMs);
                continue;
            }
            $this->ledger->deliveries->add(
                $message->sourceId,
                $message->receivedMs,
                $message->contentType,
                $message->query,
                $message->body,
                hash('sha256', basename($file)),
            );
            $spool->remove($file);
        }
        $data->mirror()->write($this->ledger->sources->digests());
    }

    /** @return bool whether none is left @throws \Makegood\Engine\EngineUnavailable */
    public function run(Engine $engine, int $batch, Deadline $deadline): bool
    {
        do {
            $deliveries = $this->ledger->deliveries->fresh($batch, self::BATCH_BYTES);
            if ($deliveries === []) {
                return true;
            }
            $this->understand($engine, $deliveries);
        } while (!$deadline->passed());
        return $this->ledger->deliveries->fresh(1, self::BATCH_BYTES) === [];
    }

    /** @param list<array<string, mixed>> $deliveries */
    private function understand(Engine $engine, array $deliveries): void
    {
        try {
            $answer = $engine->call([
                'contract' => Engine::CONTRACT,
                'command' => 'normalize',
                'deliveries' => array_map(self::wire(...), $deliveries),
            ]);
            Probe::at('drain.normalized');
            $new = $this->ledger->transaction(fn (): int => array_sum(array_map($this->store(...), $answer['results'])));
        } catch (\Throwable $failure) {
            // A database that is busy or gone is no fault of the message: it stays new.
            if (Problems::endsTheRun($failure) || Db::isBusy($failure)) {
                throw $failure;
            }
            $this->onTheirOwn($engine, $deliveries, $failure);
            return;
        }
        Probe::at('drain.observed');
        $this->summary->observations += $new;
        $this->summary->deliveries += count($deliveries);
    }

    /**
     * One message must not hold up the others: it is kept, marked and shown, and never votes.
     *
     * @param list<array<string, mixed>> $deliveries
     */
    private function onTheirOwn(Engine $engine, array $deliveries, \Throwable $failure): void
    {
        if (count($deliveries) > 1) {
            foreach ($deliveries as $delivery) {
                $this->understand($engine, [$delivery]);
            }
            return;
        }
        if ($failure instanceof EngineFailure) {
            $engine->canary();
        }
        $refusal = $failure instanceof CoreRefused ? $failure : null;
        $this->ledger->deliveries->drained((string) $deliveries[0]['id'], 'unknown', Json::encode([
            'code' => $refusal?->errorCode ?? EngineFailure::CODE,
            'message' => $refusal?->getMessage() ?? ($failure instanceof EngineFailure ? 'The core broke off on this message.' : 'This message could not be kept.'),
            'help' => $refusal?->help ?? 'Keep the message and report it.',
        ]), $this->nowMs);
        $this->summary->deliveries++;
    }

    /** @param array<string, mixed> $result one of `normalize`'s results; @return int how many observations were new */
    private function store(array $result): int
    {
        $problem = $result['problem'] === null ? null : Json::encode($result['problem']);
        $state = $result['status'];
        $new = 0;
        try {
            foreach ($result['observations'] as $observation) {
                $this->ledger->targets->seen($observation['source'], $observation['target'], $observation['label'], $observation['address']);
                $new += (int) $this->ledger->observations->add($observation + ['atMs' => Instant::ms($observation['at'])], $result['id']);
            }
        } catch (DoesNotFit $tooLong) {
            $state = 'unknown';
            $problem = Json::encode(['code' => 'does_not_fit', 'message' => $tooLong->getMessage(), 'help' => 'Shorten the name of the check.']);
        }
        $this->ledger->deliveries->drained($result['id'], $state, $problem, $this->nowMs);
        return $new;
    }

    /** @param array<string, mixed> $row @return array<string, string> the contract's delivery */
    private static function wire(array $row): array
    {
        $body = (string) $row['body'];
        return [
            'id' => (string) $row['id'],
            'source' => (string) $row['source_id'],
            'vendor' => (string) $row['vendor'],
            'channel' => (string) $row['channel'],
            'receivedAt' => Instant::iso((int) $row['received_ms']),
            'contentType' => self::text((string) $row['content_type']),
            'query' => self::text((string) $row['query']),
        ] + (preg_match('//u', $body) ? ['body' => $body] : ['bodyBase64' => base64_encode($body)]);
    }

    /** Header and query are ASCII by their standards; a raw byte means the same percent-encoded. */
    private static function text(string $bytes): string
    {
        return preg_replace_callback('/[^\x20-\x7e]/', static fn (array $m): string => rawurlencode($m[0]), $bytes);
    }
}
