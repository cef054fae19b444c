<?php

/** Plays refunds.php after the month: what four clients bought, asked for and were told, each deed at its instant and once. */

declare(strict_types=1);

namespace MakegoodDemo;

final class RefundStories
{
    /** @param array<string, mixed> $stories refunds.php */
    public function __construct(private readonly array $stories, private readonly WhmcsPanel $panel, private readonly Memory $memory)
    {
    }

    /** @param callable(string): void $say gets one line at a time */
    public function play(callable $say): void
    {
        $this->once($this->stories['set'], 'refund policy', fn () => $this->panel->desk('policy', [
            'document' => json_encode($this->stories['policy'], JSON_THROW_ON_ERROR),
            'products' => $this->stories['products'],
            'from' => $this->stories['inForceFrom'],
            'overage' => $this->stories['overage'],
        ]));
        foreach ($this->stories['orders'] as $name => $order) {
            $this->once($order[0], "order {$name}", fn () => $this->order($order));
        }
        // From now on the module knows the services.
        $this->once('2026-04-06T12:05:00Z', 'after the orders', $this->panel->cron(...));
        foreach ($this->stories['deeds'] as $i => $deed) {
            if ($deed[1] !== null && !$this->memory->isDone("deed {$i}")) {
                $say(substr($deed[0], 0, 10) . "  {$deed[1]}");
            }
            $this->once($deed[0], "deed {$i}", fn () => $this->deed(array_slice($deed, 2)));
        }
    }

    /** @param callable(): void $do */
    private function once(string $at, string $name, callable $do): void
    {
        if ($this->memory->isDone($name)) {
            return;
        }
        $this->panel->clock()->reach($at);
        $do();
        $this->memory->done($name);
    }

    /** @param array{string, string, string, string, string, array<string, mixed>, int} $order */
    private function order(array $order): void
    {
        [, $client, $product, $cycle, $domain, $more, $cents] = $order;
        $made = json_decode($this->panel->told(['order', $client, $product, $cycle, $domain, json_encode((object) $more, JSON_THROW_ON_ERROR)]), true, 8, JSON_THROW_ON_ERROR);
        if ($cents > 0) {
            $this->panel->told(['pay', (string) $made['invoice'], (string) $cents, 'banktransfer']);
        }
    }

    /** @param list<mixed> $deed */
    private function deed(array $deed): void
    {
        $about = isset($deed[1]) && is_string($deed[1]) ? ['service' => $this->found($deed[1]), 'client' => $this->stories['orders'][$deed[1]][1]] : [];
        match ($deed[0]) {
            'cron' => $this->panel->cron(),
            'staff' => $this->panel->told(array_map($this->filled(...), $deed[1])),
            'request' => $this->panel->desk('request', $about + ['reason' => $deed[2]]),
            'act' => $this->panel->desk('act', $about + ['action' => $deed[2], 'note' => $deed[3]]),
            'appeal' => $this->panel->desk('appeal', $about + ['text' => $deed[2]]),
            'fact' => $this->panel->desk('fact', $about + ['fact' => $deed[2], 'note' => $deed[3]]),
            'paid' => $this->panel->desk('paid', []),
        };
    }

    /** `<wei>` is a service, `<novakMail.invoice>` the invoice that it was bought with. */
    private function filled(string $word): string
    {
        return (string) preg_replace_callback('/<(\w+)(\.invoice)?>/', fn (array $m): string => $this->found($m[1], isset($m[2])), $word);
    }

    private function found(string $order, bool $isInvoice = false): string
    {
        $domain = $this->stories['orders'][$order][4];
        $sql = $isInvoice ? 'SELECT o.invoiceid FROM tblhosting h JOIN tblorders o ON o.id = h.orderid WHERE h.domain = ?' : 'SELECT id FROM tblhosting WHERE domain = ?';
        $statement = $this->panel->sql()->prepare($sql);
        $statement->execute([$domain]);
        return (string) $statement->fetchColumn();
    }
}
