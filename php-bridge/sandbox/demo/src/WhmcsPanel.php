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

    /** Something done at the desk of the module, see demo/desk.php. @param array<string, mixed> $given */
    public function desk(string $action, array $given): void
    {
        $this->children->run([...$this->php(), dirname(__DIR__) . '/desk.php', '--root', $this->options->root(), $action, json_encode($given, JSON_THROW_ON_ERROR)]);
    }

    /** What staff do in the panel itself. @param list<string> $words @return string what the panel answers */
    public function told(array $words): string
    {
        return $this->children->run([...$this->script('staff'), ...$words]);
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
