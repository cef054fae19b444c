<?php

/** The FOSSBilling sandbox in one of its lines: credit becomes a line of the client's next invoice, or goes to the balance of one who prepays. */

declare(strict_types=1);

namespace MakegoodDemo;

final class FossbillingPanel extends ServedPanel
{
    private const PAGE = '/admin/makegood?tab=';

    public function title(): string
    {
        return "FOSSBilling {$this->options->line}";
    }

    public function cron(): void
    {
        $this->children->run($this->script('cron'));
    }

    public function staff(array $words, Admin $admin): void
    {
        match ($words[0]) {
            'maintenance' => $this->announce($words, $admin),
            'prepay' => parent::staff(['call', 'client_balance_add_funds', "id={$words[1]}", "amount={$words[2]}", 'description=Paid in advance'], $admin),
            'deleteInvoice' => parent::staff(['call', 'invoice_delete', "id={$this->latestInvoice($words[1])}"], $admin),
            default => parent::staff($words, $admin),
        };
    }

    public function admin(): Admin
    {
        return new Admin($this->url(), self::PAGE);
    }

    public function activate(Admin $admin): void
    {
        $admin->panelForm('/admin/extension', '/api/admin/extension/activate', ['type' => 'mod', 'id' => 'makegood'], '"error":null');
    }

    public function webhook(): string
    {
        return '/makegood/webhook';
    }

    public function installation(): string
    {
        return substr($this->url(), strlen('http://')) . '/';
    }

    public function sql(): \PDO
    {
        $db = (static fn (string $file): array => require $file)($this->options->root() . '/config.php')['db'];
        return self::open(['driver' => ($db['type'] ?? '') === 'sqlite' ? 'sqlite' : 'mysql'] + $db);
    }

    public function clients(): string
    {
        return 'SELECT id, first_name AS firstname, last_name AS lastname FROM client';
    }

    public function servers(): string
    {
        return 'SELECT id, name FROM service_hosting_server';
    }

    public function waitsForInvoices(): bool
    {
        return true;
    }

    public function measuresTraffic(): bool
    {
        return false;
    }

    public function buys(string $client, string $product, string $price, string $domain, array $once): void
    {
        $title = $this->sql()->query('SELECT title FROM product WHERE id = ' . (int) $product)->fetchColumn();
        $addOns = array_map(static fn (array $one): array => ['title' => $one['name'], 'price' => $one['price']], $once);
        $this->told(['order', $client, $product, '1M', json_encode(['title' => "{$title} {$domain}", 'price' => $price, 'addOns' => $addOns], JSON_THROW_ON_ERROR)]);
    }

    public function bought(string $domain): array
    {
        return $this->purchase("SELECT o.id AS service, MAX(l.invoice_id) AS invoice FROM client_order o JOIN invoice_item l ON l.rel_id = CAST(o.id AS CHAR) AND l.type = 'order'
            WHERE o.group_master = 1 AND o.title LIKE ? GROUP BY o.id", "% {$domain}");
    }

    public function pays(string $invoice): void
    {
        $this->told(['pay', $invoice, 'hand']);
    }

    public function bookings(Books $books, array $posting): array
    {
        $lines = $books->rows(
            "SELECT l.gross, l.state, i.serie, i.nr, i.id FROM mod_makegood_lines l LEFT JOIN invoice i ON i.id = l.panel_invoice
             WHERE l.posting_id = ? AND l.state <> 'returned' ORDER BY l.n",
            [$posting['id']],
        );
        if ($lines === []) {
            return [$posting['state'] === 'posted' ? new Booking(Booking::BALANCE, (string) $posting['amount']) : Booking::notYet($posting)];
        }
        $bookings = array_map(static fn (array $line): Booking => new Booking(
            $line['state'] === 'booked' ? Booking::LINE : Booking::UNREAD,
            (string) $line['gross'],
            $line['serie'] . str_pad((string) ($line['nr'] ?? $line['id']), 5, '0', STR_PAD_LEFT),
        ), $lines);
        $left = Sum::left((string) $posting['amount'], array_column($lines, 'gross'));
        return trim($left, '0.') === '' ? $bookings : [...$bookings, new Booking(Booking::WAITS, $left)];
    }

    public function addresses(): array
    {
        $url = $this->url();
        return [
            "{$url}/login" => 'choose who you are: Ada Admin, or a client',
            "{$url}/admin/makegood" => "Makegood's pages (as Ada); tab Review: one outage waits for your click",
            "{$url}/makegood" => "a client's credits and why (as Omar Qasim or Bea Larsen)",
            "{$url}/invoice" => "a client's invoices: the latest has a line below zero (as Bea Larsen)",
        ];
    }

    protected function installing(): array
    {
        return ['--profile', $this->options->line];
    }

    /** The panel announces no work on servers: it is written down on the module's page. @param list<string> $words */
    private function announce(array $words, Admin $admin): void
    {
        [, $server, $from, $to, $title] = $words;
        $admin->submit('maintenance', 'addMaintenance', ['subject' => "server:{$server}", 'service' => '', 'from' => self::entered($from),
            'to' => self::entered($to), 'announced' => self::entered($this->clock()->now()), 'title' => $title]);
    }

    private function latestInvoice(string $client): string
    {
        return (string) $this->sql()->query('SELECT MAX(id) FROM invoice WHERE client_id = ' . (int) $client)->fetchColumn();
    }

    /** `2026-03-14 01:00:00` as a form's field of date and time sends it. */
    private static function entered(string $at): string
    {
        return substr(strtr($at, [' ' => 'T']), 0, 16);
    }
}
