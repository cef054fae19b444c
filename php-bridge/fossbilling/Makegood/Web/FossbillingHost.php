<?php

/** The port Host on FOSSBilling: its logins and permissions, its session, its addresses. */

declare(strict_types=1);

namespace Box\Mod\Makegood\Web;

use Box\Mod\Makegood\Access;
use Box\Mod\Makegood\Options;
use Makegood\Pages\Address;
use Makegood\Pages\Host;
use Makegood\Pages\Http\Request;
use Makegood\Pages\Places;

final class FossbillingHost implements Host
{
    private const PAGE = 'makegood';
    private const TOKEN = 'makegood_token';
    private const KEPT = 'makegood_answers';

    /** A session is a row of the panel's table, which takes 64 kB and is lost when it is given more. */
    private const KEPT_BYTES = 16_384;

    private ?Request $request = null;

    public function __construct(private readonly \Pimple\Container $di)
    {
    }

    /** Who may only read is nobody to a form. */
    public function staff(): ?string
    {
        return $this->request()->isPost() ? Access::manager($this->di) : Access::reader($this->di);
    }

    public function client(): ?string
    {
        return Access::client($this->di);
    }

    public function isClientLoggedIn(): bool
    {
        return (bool) $this->di['auth']->isClientLoggedIn();
    }

    /** Of our own: the panel's is checked by its API alone, and each line of it keeps another one. */
    public function token(): string
    {
        $session = $this->di['session'];
        $token = $session->get(self::TOKEN);
        if (!is_string($token) || strlen($token) !== 64) {
            $token = bin2hex(random_bytes(32));
            $session->set(self::TOKEN, $token);
        }

        return $token;
    }

    public function request(): Request
    {
        // What a web server's rules add to the address is none of ours.
        return $this->request ??= Request::of(array_diff_key($_GET, ['_url' => 0, 'ajax' => 0]), $_POST, $_SERVER);
    }

    /** English so far. */
    public function texts(): array
    {
        return [];
    }

    public function adminPage(): Address
    {
        return Address::of(self::path($this->di['url']->adminLink(self::PAGE)));
    }

    public function clientPage(): Address
    {
        return Address::of(self::path($this->di['url']->link(self::PAGE)));
    }

    /** Through the panel, for its rules for web servers let nothing else in; webhook.php is shorter where an administrator lets it through. */
    public function webhook(): Address
    {
        return Address::of($this->di['url']->link(self::PAGE . '/webhook'));
    }

    public function assets(): string
    {
        return rtrim(self::path($this->di['url']->link('')), '/') . '/modules/Makegood/assets/';
    }

    public function root(): string
    {
        return defined('PATH_ROOT') ? rtrim((string) constant('PATH_ROOT'), '/') : '';
    }

    public function kept(): array
    {
        $kept = $this->di['session']->get(self::KEPT);

        return is_array($kept) ? array_filter($kept, 'is_string') : [];
    }

    public function keep(array $texts): void
    {
        $fits = array_sum(array_map('strlen', $texts)) <= self::KEPT_BYTES;
        $fits ? $this->di['session']->set(self::KEPT, $texts) : $this->di['session']->delete(self::KEPT);
    }

    public function places(): Places
    {
        return new Places(
            roles: 'Staff > Manage permissions > Makegood',
            settings: 'in Makegood\'s settings (Extensions > Makegood > Settings)',
            schedule: 'at the beginning of the panel\'s cron, at most ' . intdiv(Options::stored($this->di)->budgetMs, 1000) . ' s',
            permission: '',
            maintenance: '',
            dataSetting: 'config.php as \'makegood\' => [\'data_dir\' => …]',
        );
    }

    /** Without scheme and host: a page stays where its visitor is. */
    private static function path(string $link): string
    {
        return '/' . ltrim((string) parse_url($link, PHP_URL_PATH), '/');
    }
}
