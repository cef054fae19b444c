<?php

/** Messages whose signature the endpoint could not check: Amazon's, and those that came while the database or the key was away. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Engine\Json;
use Makegood\Instant;
use Makegood\Intake\Headers;
use Makegood\Intake\Message;
use Makegood\Intake\Signatures;
use Makegood\Ledger\Db;
use Makegood\Ledger\Deliveries;
use Makegood\Ledger\Ledger;
use Makegood\Vault;

final class Checking
{
    /** Each may have a mebibyte. */
    private const BATCH = 10;
    /** What cannot be checked so long is not waited for: nothing would ever be settled. */
    private const WAIT_MS = 3 * Instant::DAY_MS;

    /** @param \Closure(string): string $download as Sns has it */
    public function __construct(
        private readonly Ledger $ledger,
        private readonly Problems $problems,
        private readonly ?Vault $vault,
        private readonly \Closure $download,
        private readonly int $nowMs,
    ) {
    }

    /** @return bool whether none waits */
    public function run(Deadline $deadline): bool
    {
        $waits = [];
        $after = 0;
        while (($rows = $this->ledger->deliveries->unchecked($after, self::BATCH)) !== []) {
            foreach ($rows as $row) {
                $after = (int) $row['id'];
                $source = (string) $row['source_id'];
                // After an address that does not answer none is asked for this source in this run; what needs none is checked.
                $before = $waits[$source] ?? null;
                $why = $this->check($row, $before === null ? $this->download : static fn (): string => throw new \RuntimeException($before));
                $waits[$source] = $before ?? $why;
                if ($deadline->passed()) {
                    return false;
                }
            }
        }
        foreach ($waits as $source => $why) {
            $why === null ? $this->problems->over('signature/' . $source) : $this->problems->report('signature/' . $source, $why);
        }
        return array_filter($waits) === [];
    }

    /**
     * @param array<string, mixed> $row
     * @param \Closure(string): string $download
     * @return ?string why it could not be found out
     */
    private function check(array $row, \Closure $download): ?string
    {
        try {
            [$state, $code] = $this->judge($row, $download);
            $why = $state === Deliveries::UNCHECKED ? 'The signing secret cannot be opened any more: set it anew.' : null;
        } catch (\RuntimeException $failure) {
            if ($failure instanceof \PDOException && (Problems::endsTheRun($failure) || Db::isBusy($failure))) {
                throw $failure;
            }
            [$state, $code, $why] = [Deliveries::UNCHECKED, null, $failure->getMessage()];
        }
        if ($state === Deliveries::UNCHECKED && (int) $row['received_ms'] + self::WAIT_MS < $this->nowMs) {
            [$state, $code, $why] = [Deliveries::REFUSED, Signatures::UNCHECKED, null];
        }
        if ($state !== Deliveries::UNCHECKED) {
            $this->ledger->deliveries->checked((string) $row['id'], $state, $code === null ? null : Json::encode(Signatures::problem($code)), $this->nowMs);
        }
        if ($state === Deliveries::REFUSED) {
            $this->ledger->sources->refused((string) $row['source_id']);
        }
        return $why;
    }

    /**
     * @param array<string, mixed> $row
     * @param \Closure(string): string $download
     * @return array{string, ?string}
     * @throws \RuntimeException
     */
    private function judge(array $row, \Closure $download): array
    {
        $source = ['id' => (string) $row['source_id']] + $row;
        if ($row['signing'] === Signatures::SNS) {
            if (!function_exists('openssl_verify')) {
                throw new \RuntimeException('PHP has no openssl extension: the signatures of Amazon SNS cannot be checked.');
            }
            return (new Sns($this->ledger->meta, $download))->judge($source['id'], (string) $row['body'], (int) $row['received_ms']);
        }
        $headers = Headers::kept((array) json_decode((string) $row['headers'], true));
        $message = new Message($source['id'], (int) $row['received_ms'], '', '', (string) $row['body'], $headers);
        $vault = $this->vault;
        return Signatures::judge($source, $message, $vault === null ? null : static fn (): Vault => $vault);
    }
}
