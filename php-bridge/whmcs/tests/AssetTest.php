<?php

/** Files through PHP: which, as what, for how long; and the block that tells the components where everything is. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests;

use Makegood\Pages\Http\Mount;
use Makegood\Pages\Texts;
use WHMCS\Database\Capsule;
use WHMCS\Module\Addon\Makegood\App;

require_once __DIR__ . '/AnswerSent.php';
require_once __DIR__ . '/CatchesAnswers.php';

final class AssetTest extends ModuleTestCase
{
    use CatchesAnswers;

    private const FILES = ['boot.js' => 'void 0;', 'makegood-panel.js' => 'export {};', 'makegood.css' => 'a{}', 'makegood.wasm' => "\0asm\1\0\0\0"];

    /** @before */
    protected function shipTheFiles(): void
    {
        foreach (self::FILES as $name => $bytes) {
            file_put_contents(ShippedModule::directory() . '/assets/' . $name, $bytes);
        }
    }

    /** @after */
    protected function takeThemAway(): void
    {
        array_map('unlink', array_filter(array_map(static fn (string $name): string => ShippedModule::directory() . '/assets/' . $name, array_keys(self::FILES)), 'is_file'));
    }

    /** @return array<string, array{string, string}> */
    public static function types(): array
    {
        return [
            'boot.js' => ['boot.js', 'text/javascript; charset=utf-8'],
            'makegood-panel.js' => ['makegood-panel.js', 'text/javascript; charset=utf-8'],
            'makegood.css' => ['makegood.css', 'text/css; charset=utf-8'],
            'makegood.wasm' => ['makegood.wasm', 'application/wasm'],
        ];
    }

    /** @dataProvider types */
    public function testAFileHasItsBytesAndItsType(string $name, string $type): void
    {
        $hash = hash('sha256', self::FILES[$name]);
        foreach (['output', 'clientarea'] as $area) {
            $_SESSION = []; // public files: no login
            $answer = $this->ask($area, 'GET', ['asset' => $name]);
            self::assertSame([200, self::FILES[$name]], [$answer->status, $answer->body]);
            self::assertSame([$type, 'nosniff', "\"$hash\""], [$answer->headers['Content-Type'], $answer->headers['X-Content-Type-Options'], $answer->headers['ETag']]);
            $head = $this->ask($area, 'HEAD', ['asset' => $name]);
            self::assertSame([200, '', $answer->headers], [$head->status, $head->body, $head->headers]);
        }
    }

    public function testOnlyTheRightVersionIsKeptForEver(): void
    {
        $hash = hash('sha256', self::FILES['boot.js']);
        $forever = 'public, max-age=31536000, immutable';
        foreach ([[$hash, $forever], [strtoupper($hash), 'public, no-cache'], ['', 'public, no-cache'], [['x'], 'public, no-cache'], ['0.1.0', 'public, no-cache']] as [$v, $cache]) {
            self::assertSame($cache, $this->ask('output', 'GET', ['asset' => 'boot.js', 'v' => $v])->headers['Cache-Control']);
        }
        self::assertSame('public, no-cache', $this->ask('output', 'GET', ['asset' => 'boot.js'])->headers['Cache-Control']);
    }

    public function testWhatTheBrowserHasIsNotSentAgain(): void
    {
        $hash = hash('sha256', self::FILES['boot.js']);
        $rows = ["\"$hash\"" => 304, "W/\"$hash\"" => 304, "\"$hash-gzip\"" => 304, "\"other\", \"$hash\"" => 304, "\"other\"" => 200, $hash => 200, '*' => 200, '' => 200];
        foreach ($rows as $known => $status) {
            $_SERVER['HTTP_IF_NONE_MATCH'] = (string) $known;
            $answer = $this->ask('output', 'GET', ['asset' => 'boot.js']);
            self::assertSame([$status, $status === 304 ? '' : self::FILES['boot.js']], [$answer->status, $answer->body], (string) $known);
            self::assertSame("\"$hash\"", $answer->headers['ETag']);
        }
    }

    /** @return array<string, array{string, mixed, int}> */
    public static function refused(): array
    {
        return [
            'another file of the folder' => ['GET', 'index.php', 404],
            'a guard' => ['GET', '.htaccess', 404],
            'a way out' => ['GET', '../makegood.php', 404],
            'a way out in other words' => ['GET', '..%2fmakegood.php', 404],
            'a byte 0' => ['GET', "boot.js\0", 404],
            'upper case' => ['GET', 'BOOT.JS', 404],
            'nothing' => ['GET', '', 404],
            'a list' => ['GET', ['boot.js'], 400],
            'POST' => ['POST', 'boot.js', 405],
        ];
    }

    /** @dataProvider refused */
    public function testTheListIsClosed(string $method, mixed $name, int $status): void
    {
        self::assertSame($status, $this->ask('clientarea', $method, ['asset' => $name])->status);
    }

    public function testAFileThatWasNotShippedIsNotFoundAndThePageHasNoScripts(): void
    {
        unlink(ShippedModule::directory() . '/assets/boot.js');
        self::assertSame(404, $this->ask('output', 'GET', ['asset' => 'boot.js'])->status);
        self::assertSame('', Mount::html(new App(), 'client'));
    }

    /** @return array<string, array{string, 'admin'|'client', array<string, string>, string, string}> SystemURL, area, vars, api, folder */
    public static function places(): array
    {
        $link = ['modulelink' => 'addonmodules.php?module=makegood'];

        return [
            'client, root' => ['https://host.example/', 'client', [], '/index.php?m=makegood', '/modules/addons/makegood/assets/'],
            'client, subdirectory' => ['https://host.example/billing/', 'client', [], '/billing/index.php?m=makegood', '/billing/modules/addons/makegood/assets/'],
            'client, deep, no slash' => ['https://host.example/a/b', 'client', [], '/a/b/index.php?m=makegood', '/a/b/modules/addons/makegood/assets/'],
            'client, no system URL' => ['', 'client', [], '/index.php?m=makegood', '/modules/addons/makegood/assets/'],
            'admin: relative to whatever its folder is called' => ['https://host.example/billing/', 'admin', $link, 'addonmodules.php?module=makegood', '/billing/modules/addons/makegood/assets/'],
            'admin, no link given' => ['https://host.example/', 'admin', [], 'addonmodules.php?module=makegood', '/modules/addons/makegood/assets/'],
        ];
    }

    /**
     * @dataProvider places
     *
     * @param 'admin'|'client'      $area
     * @param array<string, string> $vars
     */
    public function testTheMountSaysWhereEverythingIs(string $system, string $area, array $vars, string $api, string $folder): void
    {
        Capsule::table('tblconfiguration')->where('setting', 'SystemURL')->update(['value' => $system]);
        $html = Mount::html(new App($vars), $area);
        self::assertSame(1, preg_match('#^<script type="application/json" id="makegood-config">(.*)</script><script type="module" src="([^"]+)"></script>$#Ds', $html, $part));
        $config = json_decode($part[1], true, 16, JSON_THROW_ON_ERROR);
        self::assertSame(['version', 'api', 'token', 'assets', 'wasmSha256', 'texts', 'locale', 'zone'], array_keys($config));
        self::assertSame([$api, [$folder, $api . '&asset=']], [$config['api'], $config['assets']]);
        self::assertSame($area === 'admin' ? generate_token('plain') : null, $config['token']);
        self::assertSame($api . '&asset=boot.js&v=' . hash('sha256', self::FILES['boot.js']), html_entity_decode($part[2]));
        foreach (array_keys($config['texts']) as $key) {
            self::assertMatchesRegularExpression('/^(step|word|state|ui)_/', $key);
        }
    }

    public function testTheLanguageFileHoldsTheComponentsWords(): void
    {
        $components = dirname(__DIR__, 3) . '/js/src/components/';
        $source = file_get_contents($components . 'texts.ts') . file_get_contents($components . 'refund-texts.ts');
        self::assertGreaterThan(50, preg_match_all('/^\s+(ui_\w+): (".*"),$/m', $source, $found, PREG_SET_ORDER));
        $theirs = [];
        foreach ($found as [, $key, $json]) {
            $theirs[$key] = json_decode($json, true, 2, JSON_THROW_ON_ERROR);
        }
        $ours = array_filter(Texts::from([]), static fn (string $key): bool => str_starts_with($key, 'ui_'), ARRAY_FILTER_USE_KEY);
        self::assertEquals($theirs, $ours);
    }

    public function testATranslationCannotEndTheScript(): void
    {
        $html = Mount::html(new App(['_lang' => ['step_credit' => '</script><script>alert(1)</script> & <!--']]), 'client');
        self::assertSame(2, substr_count($html, '</script>'));
        self::assertStringNotContainsString('<!--', $html);
        self::assertStringContainsString('\u003C/script\u003E', $html);
    }
}
