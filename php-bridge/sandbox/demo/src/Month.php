<?php

/**
 * Plays the scenario: sets the clock, posts each message at its instant, lets staff act, calls the cron, day by day.
 */

declare(strict_types=1);

namespace MakegoodDemo;

final class Month
{
    private const MANY = ['message' => 'messages', 'outage' => 'outages', 'case' => 'cases', 'entry' => 'entries', 'credit' => 'credits'];

    private readonly Http $http;

    /** @param array<string, mixed> $scenario */
    public function __construct(
        private readonly array $scenario,
        private readonly Panel $panel,
        private readonly Setup $setup,
        private readonly Books $books,
        private readonly Memory $memory,
        private readonly Admin $admin,
    ) {
        $this->http = new Http($panel->url());
    }

    /**
     * From the first day to the last. A clock that has been further on already stays: then all messages arrive once more, late.
     *
     * @param callable(string): void $say gets one line at a time
     */
    public function play(callable $say): void
    {
        $again = $this->panel->clock()->hasReached($this->scenario['to']);
        if ($again) {
            $say('This month has been played already. Every message is sent again, byte by byte, and arrives late.');
        }
        foreach ($this->days($this->scenario['from'], $this->scenario['to']) as $day => $events) {
            $story = $this->scenario['story'][$day] ?? null;
            if ($story !== null || !$again) {
                $this->day($day, $events, $story, $say);
            }
        }
        $this->end($this->scenario['to']);
    }

    /**
     * On to the day on which the next invoices have been made, where they are what credit goes to.
     *
     * @param callable(string): void $say gets one line at a time
     */
    public function playInvoices(callable $say): void
    {
        foreach ($this->days($this->scenario['to'], $this->scenario['invoices']['to']) as $day => $events) {
            $this->day($day, $events, $this->scenario['invoices']['story'][$day] ?? null, $say);
        }
        $this->end($this->scenario['invoices']['to']);
    }

    private function end(string $at): void
    {
        $this->panel->clock()->reach($at);
        $this->panel->cron();
    }

    /** @param list<array{string, callable(): void, bool}> $events @param callable(string): void $say */
    private function day(string $day, array $events, ?string $story, callable $say): void
    {
        $before = $this->books->tally();
        $stale = false;
        foreach ($events as [$at, $act, $isCron]) {
            if ($isCron && $this->panel->clock()->isPast($at)) {
                continue;
            }
            $this->panel->clock()->reach($at);
            $act();
            $stale = !$isCron;
        }
        if ($stale) {
            $this->panel->cron();
        }
        $came = $this->came($before, $this->books->tally());
        if ($story !== null || $came !== '') {
            $say(sprintf('%s  %s%s', $day, $story ?? '', $came === '' ? '' : "\n            → {$came}"));
        }
    }

    /** @return array<string, list<array{string, callable(): void, bool}>> day → (instant, act, is it the cron), in order of time */
    private function days(string $from, string $to): array
    {
        $days = [];
        $last = substr($to, 0, 10);
        for ($day = substr($from, 0, 10); $day <= $last; $day = date('Y-m-d', strtotime("{$day} 12:00:00 UTC") + 86400)) {
            foreach ($this->scenario['cron'] as $time) {
                $days[$day][] = ["{$day}T{$time}:00Z", $this->panel->cron(...), true];
            }
        }
        $staff = $this->panel->waitsForInvoices() ? [...$this->scenario['staff'], ...$this->scenario['invoices']['staff']] : $this->scenario['staff'];
        foreach ($staff as $deed) {
            $days[substr($deed['at'], 0, 10)][] = [$deed['at'], fn () => $this->staff($deed), false];
        }
        foreach ($this->scenario['messages'] as $message) {
            $days[substr($message['at'], 0, 10)][] = [$message['at'], fn () => $this->deliver($message), false];
        }
        $days = array_filter($days, static fn (string $day): bool => $day >= substr($from, 0, 10) && $day <= $last, ARRAY_FILTER_USE_KEY);
        foreach ($days as &$events) {
            // Sorting is stable: of one instant, the cron comes before the message.
            usort($events, static fn (array $a, array $b): int => strcmp($a[0], $b[0]));
        }
        return $days;
    }

    /** @param array{at: string, does: list<string>} $deed */
    private function staff(array $deed): void
    {
        $name = $deed['at'] . ' ' . $deed['does'][0];
        if ($this->memory->isDone($name)) {
            return;
        }
        $deed['does'] === ['map'] ? $this->setup->map() : $this->panel->staff($deed['does'], $this->admin);
        $this->memory->done($name);
    }

    /** @param array{source: string, type: string, body: string, secret: string, what: string} $message */
    private function deliver(array $message): void
    {
        $right = (string) $this->memory->secret($message['source']);
        // A wrong secret is as long as a right one and belongs to a source that exists.
        $secret = $message['secret'] === 'right' ? $right : explode('.', $right)[0] . '.' . hash('sha256', 'guess');
        $expected = $message['secret'] === 'right' ? 202 : 401;
        $answer = $this->http->post($this->panel->webhook() . "?s={$secret}", $message['type'], $message['body']);
        if ($answer['status'] !== $expected) {
            throw new Failed("the endpoint answered {$answer['status']} instead of {$expected}: " . trim(substr($answer['body'], 0, 400)));
        }
    }

    /** @param array<string, int> $before @param array<string, int> $after */
    private function came(array $before, array $after): string
    {
        $words = [];
        foreach ($after as $name => $number) {
            if ($number > $before[$name]) {
                $more = $number - $before[$name];
                $words[] = $more . ' ' . ($more === 1 ? $name : strtr($name, self::MANY));
            }
        }
        return implode(', ', $words);
    }
}
