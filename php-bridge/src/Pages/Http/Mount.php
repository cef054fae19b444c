<?php

/** What a page prints once, so that the components find their data, texts and files. Nothing here is a script that runs inline. */

declare(strict_types=1);

namespace Makegood\Pages\Http;

use Makegood\Api\Promises;
use Makegood\Pages\Html;
use Makegood\Pages\Site;
use Makegood\Pages\Texts;

final class Mount
{
    /**
     * @param 'admin'|'client' $area
     *
     * @return string HTML; nothing when the scripts were not shipped: the page is complete without them
     */
    public static function html(Site $site, string $area): string
    {
        $boot = Assets::hash($site, 'boot.js');
        if ($boot === null) {
            return '';
        }
        $host = $site->host();
        $page = $area === 'client' ? $host->clientPage() : $host->adminPage();
        $texts = $area === 'client' ? self::forClient($site) : Texts::from($host->texts());
        $config = [
            'version' => $site->version(),
            'api' => $page->text,
            'token' => $area === 'admin' ? $host->token() : null,
            'assets' => [$host->assets(), $page->before('asset')],
            'wasmSha256' => self::wasmSha256($site),
            'texts' => array_filter($texts, static fn (string $key): bool => preg_match('/^(step|word|state|ui)_/', $key) === 1, ARRAY_FILTER_USE_KEY),
            'locale' => $texts['locale'] ?? 'en',
            'zone' => date_default_timezone_get(),
        ];
        $flags = JSON_HEX_TAG | JSON_HEX_AMP | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE | JSON_THROW_ON_ERROR;

        return '<script type="application/json" id="makegood-config">' . json_encode($config, $flags) . '</script>'
            . '<script type="module" src="' . Html::e($page->with(['asset' => 'boot.js', 'v' => $boot])) . '"></script>';
    }

    /** In dry run no credit comes by itself. @return array<string, string> */
    private static function forClient(Site $site): array
    {
        return ((new Promises($site->ledger()))->areMade() ? [] : ['ui_notice_promise' => '']) + Texts::forClient($site->host()->texts());
    }

    /** As the manifest of the module's engine says; '' when it cannot be read: then the browser computes nothing. */
    private static function wasmSha256(Site $site): string
    {
        $file = $site->directory() . '/engine/manifest.json';
        $manifest = is_file($file) ? json_decode((string) file_get_contents($file), true) : null;

        return is_string($manifest['wasm']['sha256'] ?? null) ? $manifest['wasm']['sha256'] : '';
    }
}
