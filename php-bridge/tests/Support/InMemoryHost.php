<?php

/** The web side of a panel in memory: who is logged in and what is asked is set by the test. Its addresses have no query of their own. */

declare(strict_types=1);

namespace Makegood\Tests\Support;

use Makegood\Pages\Address;
use Makegood\Pages\Host;
use Makegood\Pages\Http\Request;
use Makegood\Pages\Places;

final class InMemoryHost implements Host
{
    public ?string $staff = null;
    public ?string $client = null;
    public bool $maySee = true;
    public string $token = 'token-of-this-session';
    public Request $request;
    /** @var array<string, string> */
    public array $texts = [];
    public string $adminPage = '/admin/makegood';
    public string $clientPage = '/makegood';
    /** @var array<string, string> */
    private array $kept = [];

    public function __construct()
    {
        $this->request = new Request('GET', [], []);
    }

    public function staff(): ?string
    {
        return $this->staff;
    }

    public function client(): ?string
    {
        return $this->maySee ? $this->client : null;
    }

    public function isClientLoggedIn(): bool
    {
        return $this->client !== null;
    }

    public function token(): string
    {
        return $this->token;
    }

    public function request(): Request
    {
        return $this->request;
    }

    public function texts(): array
    {
        return $this->texts;
    }

    public function adminPage(): Address
    {
        return Address::of($this->adminPage);
    }

    public function clientPage(): Address
    {
        return Address::of($this->clientPage);
    }

    public function webhook(): Address
    {
        return Address::of('https://billing.example.com/makegood/webhook');
    }

    public function assets(): string
    {
        return '/makegood/assets/';
    }

    public function root(): string
    {
        return '';
    }

    public function kept(): array
    {
        return $this->kept;
    }

    public function keep(array $texts): void
    {
        $this->kept = $texts;
    }

    public function places(): Places
    {
        return new Places('Rights > Makegood', 'under Rights', 'before the invoices, at most 45 s', '', '', 'settings.php as $makegood_data_dir');
    }
}
