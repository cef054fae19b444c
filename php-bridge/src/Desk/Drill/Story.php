<?php

/** What happened in a drill, in the order in which it happened: instants and plain sentences, figures as the core gave them. */

declare(strict_types=1);

namespace Makegood\Desk\Drill;

use Makegood\Api\Answers;
use Makegood\Api\Month;
use Makegood\Instant;

final class Story
{
    /** @var list<array{at: string, what: string, text: string}> */
    private array $events = [];

    /** @return list<array{at: string, what: string, text: string}> */
    public function events(): array
    {
        return $this->events;
    }

    public function delivered(int $atMs, Monitor $monitor, bool $isUp): void
    {
        $this->add($atMs, 'delivered', $monitor->name . ' says that ' . $monitor->label . ($isUp ? ' is up again.' : ' is down.'));
    }

    /** @param array<string, mixed> $outage a row of the ledger */
    public function observed(int $atMs, array $outage): void
    {
        ['votes' => $votes, 'needed' => $needed] = Answers::quorum((array) json_decode((string) $outage['answer'], true));
        $this->add($atMs, 'observed', sprintf('The message is understood. %d of %d independent monitors says so: nothing counts yet.', $votes, $needed));
    }

    /** @param array<string, mixed> $outage a row of the ledger */
    public function confirmed(int $atMs, array $outage, string $subject, Monitor $first, Monitor $second): void
    {
        $this->add($atMs, 'confirmed', sprintf(
            '%s and %s agree, independently of each other: the outage of %s is confirmed. It began at %s.',
            $first->name,
            $second->name,
            $subject,
            Words::instant((int) $outage['from_ms']),
        ));
    }

    /** @param array<string, mixed> $outage a row of the ledger */
    public function over(int $atMs, array $outage): void
    {
        $this->add($atMs, 'confirmed', sprintf('The outage is over. It lasted %s, until %s.', Words::length($outage['to_ms'] - $outage['from_ms']), Words::instant((int) $outage['to_ms'])));
    }

    /** @param array<string, mixed> $result a result of `settle` that is not final */
    public function settled(int $atMs, array $result): void
    {
        $policy = Answers::steps($result, 'policy')[0]['name'] ?? '';
        $month = Month::inWords((string) $result['period']);
        $this->add($atMs, 'settled', sprintf(
            '%s of downtime count in %s by the policy "%s": %s %% availability. %s',
            Words::length((int) $result['downtimeMs']),
            $month,
            $policy,
            $result['availability'],
            $result['adjustment'] === null
                ? 'No credit would be due.'
                : 'If nothing else happens, ' . $result['adjustment']['gross'] . ' ' . $result['currency'] . ' will be decided on ' . Words::instant(Instant::ms($result['dueAt'])) . '.',
        ));
    }

    /** @param array<string, mixed> $result the final one */
    public function decided(int $atMs, array $result): void
    {
        $over = Month::inWords((string) $result['period']) . ' is over, and so is the time for late messages. ';
        $credit = $result['adjustment'];
        $tier = Answers::steps($result, 'tier')[0] ?? null;
        $this->add($atMs, 'decided', $over . ($credit === null ? 'No credit is due.' : sprintf(
            'The credit is decided: %s %s%s%s.',
            $credit['gross'],
            $result['currency'],
            Words::split($credit, (string) $result['currency']),
            $tier === null ? '' : ', for being below ' . $tier['below'] . ' %',
        )));
    }

    public function posted(int $atMs, string $amount, string $currency, string $client): void
    {
        $this->add($atMs, 'posted', $amount . ' ' . $currency . ' goes to the credit balance of ' . $client . '. This was a drill: the real balance is as it was.');
    }

    private function add(int $atMs, string $what, string $text): void
    {
        $this->events[] = ['at' => Instant::iso($atMs), 'what' => $what, 'text' => $text];
    }
}
