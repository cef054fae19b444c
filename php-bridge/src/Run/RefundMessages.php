<?php

/** Whom a step of a refund's case tells what by e-mail: what the core says to each side, and to the team or role that it has notified. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Ledger\Ledger;
use Makegood\Panel\Mail;
use Makegood\Panel\Panel;

final class RefundMessages
{
    /** To a team that is given a case about which nothing else is said to staff. */
    private const ROUTED = 'staffReview';

    public function __construct(private readonly Ledger $ledger, private readonly Panel $panel)
    {
    }

    /**
     * In the transaction of the step: what is not committed is told to nobody. In dry run, and where it is switched off, nothing is written.
     *
     * @param array<string, mixed> $row the case before the step
     * @param array<string, mixed> $answer of the core
     */
    public function record(array $row, array $answer, int $nowMs): void
    {
        if (!$this->panel instanceof Mail || !Mode::of($this->ledger)->isLive()) {
            return;
        }
        $settings = MailSettings::of($this->ledger);
        foreach (self::of((string) $row['client_id'], $answer) as $message) {
            if ($settings->sends($message['to'])) {
                $this->ledger->messages->add((string) $row['id'], (int) $row['step'], $message, $nowMs);
            }
        }
    }

    /**
     * @param array<string, mixed> $answer
     * @return list<array{to: string, client: ?string, team: ?string, role: ?string, key: string, args: array<string, mixed>}>
     */
    private static function of(string $clientId, array $answer): array
    {
        $notified = array_values(array_filter($answer['effects'], static fn (array $effect): bool => $effect['type'] === 'notify'));
        $desk = ['team' => (string) ($notified[0]['team'] ?? $answer['case']['route']), 'role' => $notified[0]['role'] ?? null];
        $messages = [];
        foreach ($answer['say'] as $say) {
            $who = $say['to'] === 'client' ? ['client' => $clientId, 'team' => null, 'role' => null] : ['client' => null] + $desk;
            $messages[] = ['to' => (string) $say['to']] + $who + ['key' => (string) $say['key'], 'args' => (array) $say['args']];
        }
        if ($notified !== [] && !in_array('staff', array_column($messages, 'to'), true)) {
            $messages[] = ['to' => 'staff', 'client' => null] + $desk + ['key' => self::ROUTED, 'args' => ['dueAt' => $answer['case']['dueAt'] ?? null]];
        }
        return $messages;
    }
}
