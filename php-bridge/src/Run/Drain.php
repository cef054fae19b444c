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
use Makegood\Intake\Message;
use Makegood\Intake\Signatures;
use Makegood\Ledger\Db;
use Makegood\Ledger\Deliveries;
use Makegood\Ledger\DoesNotFit;
use Makegood\Ledger\Ledger;
use Makegood\Vault;

final class Drain
{
    /** Bytes of messages in one call: escaped at worst sixfold they stay below the contract's 8 MiB, and PHP's 128 MB can hold what is read. */
    private const BATCH_BYTES = 384 * 1024;

    private readonly StatusWindows $windows;
    private readonly Callers $callers;
    /** Whether some wait for the next run, which checks their signature. */
    private bool $isWaiting = false;

    public function __construct(
        private readonly Ledger $ledger,
        private readonly RunSummary $summary,
        private readonly int $nowMs,
        private readonly ?Vault $vault = null,
    ) {
        $this->windows = new StatusWindows($ledger);
        $this->callers = new Callers($ledger);
    }

    /** Takes in what came while the database was down, and brings the mirror up to date for the next time. */
    public function spool(DataDirectory $data): void
    {
        $spool = $data->spool();
        foreach ($spool->files() as $file) {
            $message = $spool->read($file);
            $source = $message === null ? null : $this->ledger->sources->byId($message->sourceId);
            if ($message === null || $source === null) {
                $spool->setAside($file);
                $this->ledger->events->add('spool.broken', basename($file), [], $this->nowMs);
                continue;
            }
            $this->takeIn($message, $source, hash('sha256', basename($file)));
            $spool->remove($file);
        }
        $data->mirror()->write($this->ledger->sources->callers());
    }

    /** @param array<string, mixed> $source */
    private function takeIn(Message $message, array $source, string $spoolHash): void
    {
        $vault = $this->vault;
        $code = $this->callers->problemOfSpooled($message, $source);
        [$state, $code] = $code !== null ? [Deliveries::REFUSED, $code]
            : Signatures::judge($source, $message, $vault === null ? null : static fn (): Vault => $vault);
        $new = $this->ledger->deliveries->add(
            $message->sourceId,
            $message->receivedMs,
            $message->contentType,
            $message->query,
            $message->body,
            $spoolHash,
            headers: $message->headers,
            state: $state,
            problem: $code === null ? null : Json::encode(Callers::problem($code)),
        );
        if ($new && $code !== null) {
            $this->ledger->sources->refused($message->sourceId);
        }
    }

    /** @return bool whether none is left @throws \Makegood\Engine\EngineUnavailable */
    public function run(Engine $engine, int $batch, Deadline $deadline): bool
    {
        do {
            $deliveries = $this->ledger->deliveries->fresh($batch, self::BATCH_BYTES);
            if ($deliveries === []) {
                return !$this->isWaiting;
            }
            $believed = $this->believed($deliveries);
            if ($believed !== []) {
                $this->understand($engine, $believed);
            }
        } while (!$deadline->passed());
        return $this->ledger->deliveries->fresh(1, self::BATCH_BYTES) === [] && !$this->isWaiting;
    }

    /** @param list<array<string, mixed>> $deliveries @return list<array<string, mixed>> whose callers were who they said */
    private function believed(array $deliveries): array
    {
        $believed = [];
        foreach ($deliveries as $row) {
            [$state, $code] = $this->callers->judge($row);
            match ($state) {
                Deliveries::REFUSED => $this->refuse($row, (string) $code),
                Deliveries::UNCHECKED => $this->isWaiting = $this->ledger->deliveries->uncheck((string) $row['id']) || $this->isWaiting,
                default => $believed[] = $row,
            };
        }
        return $believed;
    }

    /** @param array<string, mixed> $row */
    private function refuse(array $row, string $code): void
    {
        $this->ledger->transaction(function () use ($row, $code): void {
            if ($this->ledger->deliveries->drained((string) $row['id'], Deliveries::REFUSED, Json::encode(Callers::problem($code)), $this->nowMs)) {
                $this->ledger->sources->refused((string) $row['source_id']);
            }
        });
    }

    /** @param list<array<string, mixed>> $deliveries */
    private function understand(Engine $engine, array $deliveries): void
    {
        $mapped = array_filter($deliveries, static fn (array $row): bool => $row['vendor'] === 'mapped');
        $unread = array_filter($mapped, static fn (array $row): bool => $row['mapping_hash'] === null);
        if ($unread !== []) {
            $this->withoutMapping($unread);
            $deliveries = array_values(array_diff_key($deliveries, $unread));
            if ($deliveries === []) {
                return;
            }
        }
        try {
            $answer = $engine->call([
                'contract' => Engine::CONTRACT,
                'command' => 'normalize',
            ] + $this->mappings(array_column($mapped, 'mapping_hash')) + [
                'deliveries' => array_map(self::wire(...), $deliveries),
            ]);
            Probe::at('drain.normalized');
            $rows = array_column($deliveries, null, 'id');
            $new = $this->ledger->transaction(fn (): int => array_sum(array_map(
                fn (array $result): int => $this->store($result, $rows[$result['id']]),
                $answer['results'],
            )));
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
     * @param list<?string> $hashes
     * @return array{mappings?: list<array{hash: string, document: mixed}>} each once, in the contract's form
     */
    private function mappings(array $hashes): array
    {
        $mappings = [];
        foreach (array_unique(array_filter($hashes)) as $hash) {
            // As an object of PHP: an empty one stays an empty one.
            $mappings[] = ['hash' => $hash, 'document' => json_decode((string) $this->ledger->mappings->document($hash), false, 64, JSON_THROW_ON_ERROR)];
        }
        return $mappings === [] ? [] : ['mappings' => $mappings];
    }

    /** @param array<array<string, mixed>> $deliveries of monitors that nobody chose a mapping for */
    private function withoutMapping(array $deliveries): void
    {
        foreach ($deliveries as $delivery) {
            $this->ledger->deliveries->drained((string) $delivery['id'], 'unknown', Json::encode([
                'code' => 'mapping_missing',
                'message' => 'This monitor has no mapping yet, so its messages cannot be read.',
                'help' => 'Choose or write one in the settings of the monitor.',
            ]), $this->nowMs);
            $this->summary->deliveries++;
        }
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

    /**
     * @param array<string, mixed> $result one of `normalize`'s results
     * @param array<string, mixed> $row its delivery
     * @return int how many observations were new
     */
    private function store(array $result, array $row): int
    {
        $problem = $result['problem'] === null ? null : Json::encode($result['problem']);
        $state = $result['status'];
        $new = 0;
        try {
            foreach ($result['observations'] as $observation) {
                $this->ledger->targets->seen($observation['source'], $observation['target'], $observation['label'], $observation['address']);
                $new += (int) $this->ledger->observations->add($observation + ['atMs' => Instant::ms($observation['at'])], $result['id']);
            }
            foreach ($result['windows'] as $window) {
                $this->windows->take((string) $row['source_id'], $window, (int) $row['received_ms']);
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
        ] + ($row['vendor'] === 'mapped' ? ['mapping' => (string) $row['mapping_hash']] : [])
            + (preg_match('//u', $body) ? ['body' => $body] : ['bodyBase64' => base64_encode($body)]);
    }

    /** Header and query are ASCII by their standards; a raw byte means the same percent-encoded. */
    private static function text(string $bytes): string
    {
        return preg_replace_callback('/[^\x20-\x7e]/', static fn (array $m): string => rawurlencode($m[0]), $bytes);
    }
}
