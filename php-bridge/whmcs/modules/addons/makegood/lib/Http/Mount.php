<?php

/** What a page prints once, so that the components find their data, texts and files. Nothing here is a script that runs inline. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Http;

use Makegood\Api\Promises;
use WHMCS\Database\Capsule;
use WHMCS\Module\Addon\Makegood\App;
use WHMCS\Module\Addon\Makegood\Html;
use WHMCS\Module\Addon\Makegood\Texts;

final class Mount
{
    private const CLIENT_PAGE = 'index.php?m=makegood';
    private const FOLDER = '/modules/addons/makegood/assets/';

    /**
     * @param array<string, mixed> $vars as the panel hands them over
     * @param 'admin'|'client'     $area
     *
     * @return string HTML; nothing when the scripts were not shipped: the page is complete without them
     */
    public static function html(array $vars, string $area): string
    {
        $boot = Assets::hash('boot.js');
        if ($boot === null) {
            return '';
        }
        $api = self::api($vars, $area);
        $texts = $area === 'client' ? self::forClient($vars['_lang'] ?? null) : Texts::from($vars['_lang'] ?? null);
        $config = [
            'version' => App::VERSION,
            'api' => $api,
            'token' => $area === 'admin' ? generate_token('plain') : null,
            'assets' => [self::webRoot() . self::FOLDER, $api . '&asset='],
            'wasmSha256' => self::wasmSha256(),
            'texts' => array_filter($texts, static fn (string $key): bool => preg_match('/^(step|word|state|ui)_/', $key) === 1, ARRAY_FILTER_USE_KEY),
            'locale' => $texts['locale'] ?? 'en',
            'zone' => date_default_timezone_get(),
        ];
        $flags = JSON_HEX_TAG | JSON_HEX_AMP | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE | JSON_THROW_ON_ERROR;

        return '<script type="application/json" id="makegood-config">' . json_encode($config, $flags) . '</script>'
            . '<script type="module" src="' . Html::e($api . '&asset=boot.js&v=' . $boot) . '"></script>';
    }

    /**
     * Where this area's endpoints are. The admin folder has whatever name the operator gave it, so that address is relative to the
     * page it stands on, as the panel itself writes it.
     *
     * @param array<string, mixed> $vars
     * @param 'admin'|'client'     $area
     */
    public static function api(array $vars, string $area): string
    {
        $link = is_string($vars['modulelink'] ?? null) ? $vars['modulelink'] : '';

        return $area === 'admin' ? ($link === '' ? 'addonmodules.php?module=makegood' : $link) : self::webRoot() . '/' . self::CLIENT_PAGE;
    }

    /** Path of the panel's root on its host, without a slash at the end: '' or '/billing'. */
    public static function webRoot(): string
    {
        $system = (string) Capsule::table('tblconfiguration')->where('setting', 'SystemURL')->value('value');

        return rtrim((string) parse_url(trim($system), PHP_URL_PATH), '/');
    }

    /** In dry run no credit comes by itself. @return array<string, string> */
    private static function forClient(mixed $given): array
    {
        $areMade = (new Promises((new App())->ledger()))->areMade();

        return ($areMade ? [] : ['ui_notice_promise' => '']) + Texts::forClient($given);
    }

    /** As the manifest of the engine beside this folder says; '' when it cannot be read: then the browser computes nothing. */
    private static function wasmSha256(): string
    {
        $file = dirname(__DIR__, 2) . '/engine/manifest.json';
        $manifest = is_file($file) ? json_decode((string) file_get_contents($file), true) : null;

        return is_string($manifest['wasm']['sha256'] ?? null) ? $manifest['wasm']['sha256'] : '';
    }
}
