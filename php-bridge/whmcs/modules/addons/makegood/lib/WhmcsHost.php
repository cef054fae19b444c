<?php

/** The port Host on WHMCS: its logins, form token, addresses and session. Input arrives escaped for HTML and is decoded here, once. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood;

use Makegood\Pages\Address;
use Makegood\Pages\Host;
use Makegood\Pages\Http\Request;
use Makegood\Pages\Places;
use WHMCS\Authentication\CurrentUser;
use WHMCS\Database\Capsule;

final class WhmcsHost implements Host
{
    private const ADMIN_PAGE = 'addonmodules.php?module=makegood';
    private const CLIENT_PAGE = 'index.php?m=makegood';
    private const FOLDER = '/modules/addons/makegood/';
    private const KEPT = 'makegood_answers';
    private const CRON = ['PreCronJob' => 'before the panel\'s daily work', 'AfterCronJob' => 'after the panel\'s daily work'];

    private ?Request $request = null;

    /** @param array<string, mixed> $vars what the panel hands to a page of the module; hooks are given nothing */
    public function __construct(private readonly array $vars = [])
    {
    }

    public function staff(): ?string
    {
        $id = Access::adminId();

        return $id === null ? null : (string) $id;
    }

    public function client(): ?string
    {
        return Viewer::clientId();
    }

    public function isClientLoggedIn(): bool
    {
        return Viewer::isLoggedIn();
    }

    public function token(): string
    {
        $token = generate_token('plain');

        return is_string($token) ? $token : '';
    }

    public function request(): Request
    {
        return $this->request ??= Request::of(self::decoded($_GET), self::decoded($_POST), $_SERVER);
    }

    public function texts(): array
    {
        $given = $this->vars['_lang'] ?? null;

        return is_array($given) ? array_filter($given, 'is_string') : self::clientsLanguage();
    }

    /** The admin folder has whatever name the operator gave it: the address is relative to the page, as the panel itself writes it. */
    public function adminPage(): Address
    {
        $link = $this->vars['modulelink'] ?? null;

        return Address::of(is_string($link) && $link !== '' ? $link : self::ADMIN_PAGE);
    }

    public function clientPage(): Address
    {
        return Address::of(self::webRoot() . '/' . self::CLIENT_PAGE);
    }

    public function webhook(): Address
    {
        return Address::of(rtrim(self::systemUrl(), '/') . self::FOLDER . 'webhook.php');
    }

    public function assets(): string
    {
        return self::webRoot() . self::FOLDER . 'assets/';
    }

    public function root(): string
    {
        return PanelRoot::find(dirname(__DIR__));
    }

    public function kept(): array
    {
        $kept = $_SESSION[self::KEPT] ?? null;

        return is_array($kept) ? array_filter($kept, 'is_string') : [];
    }

    public function keep(array $texts): void
    {
        $_SESSION[self::KEPT] = $texts;
    }

    public function places(): Places
    {
        $options = Options::stored();

        return new Places(
            roles: 'System Settings > Addon Modules > Makegood > Configure > Access Control',
            settings: 'on the same page',
            schedule: (self::CRON[$options->postIn] ?? '') . ' (' . $options->postIn . '), at most ' . intdiv($options->budgetMs, 1000) . ' s',
            permission: 'View & Pay Invoices',
            maintenance: 'Network issues of status Scheduled and type Server appear here by themselves, announced at the moment they were first seen.',
            dataSetting: 'configuration.php as $makegood_data_dir',
        );
    }

    private static function systemUrl(): string
    {
        return (string) Capsule::table('tblconfiguration')->where('setting', 'SystemURL')->value('value');
    }

    /** Path of the panel's root on its host, without a slash at the end: '' or '/billing'. */
    private static function webRoot(): string
    {
        return rtrim((string) parse_url(trim(self::systemUrl()), PHP_URL_PATH), '/');
    }

    /** Hooks are not given the language file, so it is found by the client's own language. @return array<string, string> */
    private static function clientsLanguage(): array
    {
        $language = (string) ((new CurrentUser())->client()->language ?? '');
        $file = dirname(__DIR__) . '/lang/' . $language . '.php';
        $_ADDONLANG = [];
        if (preg_match('/^[a-z][a-z-]*$/D', $language) === 1 && is_file($file)) {
            require $file;
        }

        return is_array($_ADDONLANG) ? array_filter($_ADDONLANG, 'is_string') : [];
    }

    /** @param array<array-key, mixed> $values @return array<array-key, mixed> */
    private static function decoded(array $values): array
    {
        return array_map(static fn (mixed $value): mixed => is_string($value) ? html_entity_decode($value, ENT_QUOTES | ENT_HTML5, 'UTF-8') : $value, $values);
    }
}
