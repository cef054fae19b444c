<?php

/** The WHMCS sandbox: credit goes to the client's account, which pays the next invoices in part or as a whole. */

declare(strict_types=1);

namespace MakegoodDemo;

final class WhmcsPanel extends ServedPanel
{
    public function title(): string
    {
        return 'WHMCS';
    }

    public function cron(): void
    {
        $this->children->run([...$this->php(), $this->options->root() . '/crons/cron.php']);
    }

    public function admin(): Admin
    {
        return new Admin($this->url(), '/admin/addonmodules.php?module=makegood&tab=');
    }

    /** Activates the module and gives the first role access to it. */
    public function activate(Admin $admin): void
    {
        $admin->panelForm('/admin/', '/admin/', ['module' => 'makegood', 'do' => 'activate'], 'success');
        $admin->panelForm('/admin/', '/admin/', ['module' => 'makegood', 'do' => 'save', 'roles[0]' => '1'], 'Settings saved');
    }

    public function webhook(): string
    {
        return '/modules/addons/makegood/webhook.php';
    }

    public function installation(): string
    {
        return (string) $this->sql()->query("SELECT value FROM tblconfiguration WHERE setting = 'SystemURL'")->fetchColumn();
    }

    public function sql(): \PDO
    {
        $settings = (static function (string $file): array {
            require $file;
            return get_defined_vars();
        })($this->options->root() . '/configuration.php');
        return self::open(['driver' => $settings['db_driver'] ?? '', 'host' => $settings['db_host'], 'port' => (string) ($settings['db_port'] ?? ''),
            'name' => $settings['db_name'], 'user' => $settings['db_username'], 'password' => $settings['db_password']]);
    }

    public function clients(): string
    {
        return 'SELECT id, firstname, lastname FROM tblclients';
    }

    public function servers(): string
    {
        return 'SELECT id, name FROM tblservers';
    }

    public function measuresTraffic(): bool
    {
        return true;
    }

    public function buys(string $client, string $product, string $price, string $domain, array $once): void
    {
        $addOns = array_map(static fn (array $one): array => $one + ['cycle' => 'One Time'], $once);
        $this->told(['order', $client, $product, 'Monthly', $domain, json_encode(['price' => $price, 'addons' => $addOns], JSON_THROW_ON_ERROR)]);
    }

    public function bought(string $domain): array
    {
        return $this->purchase('SELECT h.id AS service, o.invoiceid AS invoice FROM tblhosting h JOIN tblorders o ON o.id = h.orderid WHERE h.domain = ?', $domain);
    }

    public function pays(string $invoice): void
    {
        $total = (string) $this->sql()->query('SELECT CAST(ROUND(total * 100) AS CHAR) FROM tblinvoices WHERE id = ' . (int) $invoice)->fetchColumn();
        $this->told(['pay', $invoice, strtok($total, '.'), 'banktransfer']);
    }

    public function waitsForInvoices(): bool
    {
        return false;
    }

    public function bookings(Books $books, array $posting): array
    {
        return [$posting['state'] === 'posted' ? new Booking(Booking::ACCOUNT, (string) $posting['amount']) : Booking::notYet($posting)];
    }

    public function addresses(): array
    {
        $url = $this->url();
        return [
            "{$url}/login" => 'choose who you are: Ada Admin, or a client',
            "{$url}/admin/addonmodules.php?module=makegood" => "Makegood's pages (as Ada); tab Review: one outage waits for your click",
            "{$url}/index.php?m=makegood" => "a client's credits and why (as Omar Qasim or Bea Larsen)",
        ];
    }
}
