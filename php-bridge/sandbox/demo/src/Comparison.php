<?php

/** One month on two panels: each service must be owed the same; what was booked may differ, by what a panel's balance can do. */

declare(strict_types=1);

namespace MakegoodDemo;

final class Comparison
{
    /** @var array<string, array{string, string}> service → what it is owed here and there, where that differs */
    private array $different = [];

    /** @param list<string> $ways how each part was booked on the second panel */
    private function __construct(private readonly string $table, private readonly int $services, private readonly array $ways)
    {
    }

    public static function of(Panel $first, Panel $second): self
    {
        $sides = array_map(self::side(...), [$first, $second]);
        $services = array_keys($sides[0] + $sides[1]);
        sort($services, SORT_NUMERIC);
        $rows = [];
        $different = [];
        foreach ($services as $service) {
            [$a, $b] = [$sides[0][$service] ?? self::nothing(), $sides[1][$service] ?? self::nothing()];
            $isSame = $a['owed'] === $b['owed'];
            $isSame || $different[(string) $service] = [$a['owed'], $b['owed']];
            $rows[] = [(string) $service, $a['owed'], $b['owed'] . ($isSame ? '' : '  DIFFERS'), $a['booked'], $b['booked'], $b['why']];
        }
        $head = ['service>', "net owed, {$first->title()}>", "{$second->title()}>", "booked, {$first->title()}", "booked, {$second->title()}", 'why'];
        $made = new self(Tables::text($head, $rows), count($services), array_merge(...array_column($sides[1], 'ways')));
        $made->different = $different;
        return $made;
    }

    public function text(): string
    {
        return $this->table;
    }

    /** For the last line: parts on the second panel by where they went, and how many services are owed the same, of all. */
    public function figures(): string
    {
        $number = fn (string $how): int => count(array_keys($this->ways, $how, true));
        $same = ($this->services - count($this->different)) . "/{$this->services}";
        return "lines={$number(Booking::LINE)} balance={$number(Booking::BALANCE)} waiting={$number(Booking::WAITS)} same={$same}";
    }

    /** @throws Failed when a service is owed another amount on one of them, or none was compared */
    public function mustBeSame(): void
    {
        if ($this->services === 0) {
            throw new Failed('neither panel owes anything: there is nothing to compare');
        }
        if ($this->different !== []) {
            $words = array_map(static fn (string|int $id, array $owed): string => "service {$id}: {$owed[0]} and {$owed[1]}", array_keys($this->different), $this->different);
            throw new Failed('the two panels owe different amounts for the same month: ' . implode('; ', $words));
        }
    }

    /** @return array<int|string, array{owed: string, booked: string, why: string, ways: list<string>}> by service */
    private static function side(Panel $panel): array
    {
        $books = Books::of($panel);
        $side = [];
        foreach ($books->owed() as $service => $entry) {
            $bookings = [];
            foreach ($books->postings((string) $service) as $posting) {
                array_push($bookings, ...$panel->bookings($books, $posting));
            }
            $side[$service] = [
                'owed' => "{$entry['net']} {$entry['currency']}",
                'booked' => $bookings === [] ? 'nothing' : implode(', ', array_map(static fn (Booking $b): string => $b->text(), $bookings)),
                'ways' => array_map(static fn (Booking $b): string => $b->how, $bookings),
                'why' => implode('; ', array_unique(array_map(static fn (Booking $b): string => $b->why(), $bookings))),
            ];
        }
        return $side;
    }

    /** @return array{owed: string, booked: string, why: string} */
    private static function nothing(): array
    {
        return ['owed' => 'nothing', 'booked' => '', 'why' => ''];
    }
}
