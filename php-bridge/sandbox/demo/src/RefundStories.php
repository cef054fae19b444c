<?php

/** Plays refunds.php after the month: what four clients bought, asked for and were told, each deed at its instant and once. */

declare(strict_types=1);

namespace MakegoodDemo;

final class RefundStories
{
    /** @var array<string, mixed> what is this panel's own */
    private readonly array $own;

    /** @param array<string, mixed> $stories refunds.php */
    public function __construct(
        private readonly array $stories,
        private readonly Panel $panel,
        private readonly Memory $memory,
        private readonly Admin $admin,
    ) {
        $this->own = $stories[$panel->measuresTraffic() ? 'measured' : 'unmeasured'];
    }

    /** @param callable(string): void $say gets one line at a time */
    public function play(callable $say): void
    {
        $this->once($this->stories['set'], 'refund policy', fn () => $this->panel->desk('policy', [
            'document' => json_encode($this->own['policy'] + $this->stories['policy'], JSON_THROW_ON_ERROR),
            'products' => $this->stories['products'],
            'from' => $this->later($this->stories['inForceFrom']),
            'overage' => $this->own['overage'],
            'kinds' => $this->stories['kinds'],
        ]));
        foreach ($this->stories['orders'] as $name => $order) {
            $this->once($order[0], "order {$name}", fn () => $this->order($order));
        }
        $this->once($this->stories['seen'], 'after the orders', $this->panel->cron(...));
        foreach ($this->deeds() as $deed) {
            $name = "deed {$deed[0]}";
            if ($deed[1] !== null && !$this->memory->isDone($name)) {
                $say(substr($this->later($deed[0]), 0, 10) . '  ' . sprintf($deed[1], $this->own['besides']));
            }
            $this->once($deed[0], $name, fn () => $this->deed(array_slice($deed, 2)));
        }
    }

    /** @return list<list<mixed>> in order of time */
    private function deeds(): array
    {
        $deeds = [...$this->stories['deeds'], ...$this->own['deeds']];
        usort($deeds, static fn (array $a, array $b): int => strcmp($a[0], $b[0]));
        return $deeds;
    }

    /** The instant on this panel. */
    private function later(string $at): string
    {
        return (new \DateTimeImmutable($at))->modify("+{$this->own['later']} days")->format('Y-m-d\TH:i:s\Z');
    }

    /** @param callable(): void $do */
    private function once(string $at, string $name, callable $do): void
    {
        if ($this->memory->isDone($name)) {
            return;
        }
        $this->panel->clock()->reach($this->later($at));
        $do();
        $this->memory->done($name);
    }

    /** @param array{string, string, string, string, string, list<array{name: string, price: string}>, bool} $order */
    private function order(array $order): void
    {
        [, $client, $product, $price, $domain, $once, $isPaid] = $order;
        $this->panel->buys($client, $product, $price, $domain, $once);
        $isPaid && $this->panel->pays($this->panel->bought($domain)['invoice']);
    }

    /** @param list<mixed> $deed */
    private function deed(array $deed): void
    {
        $order = is_string($deed[1] ?? null) ? $this->stories['orders'][$deed[1]] : null;
        $about = $order === null ? [] : ['service' => $this->bought($deed[1])['service'], 'client' => $order[1]];
        match ($deed[0]) {
            'cron' => $this->panel->cron(),
            'pays' => $this->panel->pays($this->bought($deed[1])['invoice']),
            'staff' => $this->panel->staff(array_map($this->filled(...), $deed[1]), $this->admin),
            'request' => $this->panel->desk('request', $about + ['reason' => $deed[2]]),
            'act' => $this->panel->desk('act', $about + ['action' => $deed[2], 'note' => $deed[3]]),
            'appeal' => $this->panel->desk('appeal', $about + ['text' => $deed[2]]),
            'fact' => $this->panel->desk('fact', $about + ['fact' => $deed[2], 'note' => $deed[3]]),
            'paid' => $this->panel->desk('paid', []),
        };
    }

    /** `<wei>` is the service of that order, `<wei.invoice>` its invoice. */
    private function filled(string $word): string
    {
        return (string) preg_replace_callback('/<(\w+)(?:\.(invoice))?>/', fn (array $m): string => $this->bought($m[1])[$m[2] ?? 'service'], $word);
    }

    /** @return array{service: string, invoice: string} */
    private function bought(string $order): array
    {
        return $this->panel->bought($this->stories['orders'][$order][4]);
    }
}
