<?php

/**
 * Whom the endpoint let in on the word of its mirror, held against the ledger before the message is believed: a mirror may be behind
 * after a secret was replaced or a source began to sign. No message is lost for it, and none counts.
 */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Intake\Message;
use Makegood\Intake\Signatures;
use Makegood\Ledger\Deliveries;
use Makegood\Ledger\Ledger;

final class Callers
{
    public const OLD = 'secret_old';
    public const WRONG = 'secret_wrong';

    private const TEXTS = [
        self::OLD => ['The secret in the address of the message had been replaced before it came.', 'Set the new address at the monitor. If it has been set, somebody else knows the old one.'],
        self::WRONG => ['The message came for a monitor that is not here, or with a secret that it never had.', 'The list of monitors in the data directory was not ours: see who may write there.'],
    ];

    public function __construct(private readonly Ledger $ledger)
    {
    }

    /**
     * What becomes of a stored message.
     *
     * @param array<string, mixed> $row as Deliveries::fresh() has it
     * @return array{string, ?string} state and problem code: `new`, it may be read; `unchecked`, its source signs; `refused` with a code
     */
    public function judge(array $row): array
    {
        $code = $this->problemOf($row);
        if ($code !== null) {
            return [Deliveries::REFUSED, $code];
        }
        // Where nothing was presented the database knew the caller, and whether he signs.
        $signs = $row['presented'] !== null && $row['signing'] !== null && (int) $row['id'] > (int) $row['signed_after'];
        return [$signs ? Deliveries::UNCHECKED : 'new', null];
    }

    /** @param array<string, mixed> $row as Deliveries::fresh() has it; @return ?string a code; null: the secret was the right one when the message came */
    public function problemOf(array $row): ?string
    {
        if ($row['digest'] === null) {
            return self::WRONG;
        }
        // By their numbers: the clock of the web server that took it in may be another than that of whoever replaced the secret.
        return $row['presented'] === null ? null : $this->held($row, (string) $row['presented'], static fn (array $ended): bool => (int) $row['id'] <= (int) $ended['last_delivery']);
    }

    /**
     * A message from the spool has no number of when it came, only the time.
     *
     * @param array<string, mixed> $source with `digest`
     * @return ?string a code
     */
    public function problemOfSpooled(Message $message, array $source): ?string
    {
        return $message->presented === null ? null
            : $this->held(['source_id' => $message->sourceId] + $source, $message->presented, static fn (array $ended): bool => $message->receivedMs <= (int) $ended['ended_ms']);
    }

    /** @return array{code: string, message: string, help: string} also of codes of Signatures */
    public static function problem(string $code): array
    {
        if (!isset(self::TEXTS[$code])) {
            return Signatures::problem($code);
        }
        [$message, $help] = self::TEXTS[$code];
        return ['code' => $code, 'message' => $message, 'help' => $help];
    }

    /**
     * @param array<string, mixed> $row with `source_id`, `digest`
     * @param \Closure(array<string, mixed>): bool $cameBefore
     */
    private function held(array $row, string $presented, \Closure $cameBefore): ?string
    {
        if (hash_equals((string) $row['digest'], $presented)) {
            return null;
        }
        $ended = $this->ledger->sources->ended((string) $row['source_id'], $presented);
        if ($ended === null) {
            return self::WRONG;
        }
        return $cameBefore($ended) ? null : self::OLD;
    }
}
