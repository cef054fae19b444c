<?php

/** The module's two pages in the panel's frame, and the door for monitors. Requests for JSON and files are answered first, without a frame. */

declare(strict_types=1);

namespace Box\Mod\Makegood\Web;

use Box\Mod\Makegood\App;
use Makegood\Pages\Admin\Controller;
use Makegood\Pages\Client\Page;
use Makegood\Pages\Html;
use Makegood\Pages\Http\Door;

final class Areas
{
    public static function admin(\Pimple\Container $di, \Box_App $panel): mixed
    {
        if (!self::isActive($di)) {
            return self::absent($panel);
        }
        $app = App::of($di);
        $direct = Door::ofAdmin($app);
        if ($direct !== null) {
            return Answering::direct($direct);
        }
        $di['is_admin_logged']; // sends whoever is not to the login
        $app->migrate();
        $shown = (new Controller($app))->answer();

        return Answering::framed($panel, 'mod_makegood_index', ['mg_title' => $shown->title, 'mg_html' => self::styled(self::based($shown->html, $app))], $shown->status);
    }

    public static function client(\Pimple\Container $di, \Box_App $panel): mixed
    {
        if (!self::isActive($di)) {
            return self::absent($panel);
        }
        $app = App::of($di);
        $direct = Door::ofClient($app);
        if ($direct !== null) {
            return Answering::direct($direct);
        }
        if (!$di['auth']->isClientLoggedIn()) {
            $di['set_return_uri'];

            return $panel->redirect('login');
        }
        $shown = (new Page($app))->answer();

        return Answering::framed($panel, 'mod_makegood_index', ['mg_title' => $shown->title, 'mg_html' => $shown->html], $shown->status);
    }

    public static function webhook(\Pimple\Container $di, \Box_App $panel): mixed
    {
        return self::isActive($di) ? Hook::answer() : self::absent($panel);
    }

    /** The panel lets the pages of a module that was switched off answer on. */
    private static function isActive(\Pimple\Container $di): bool
    {
        return (bool) $di['mod_service']('extension')->isExtensionActive('mod', 'makegood');
    }

    private static function absent(\Box_App $panel): mixed
    {
        return $panel->show404(new \FOSSBilling\InformationException('Page :url not found', [':url' => '/makegood'], 404));
    }

    /** What the panel's theme has under other names. */
    private static function styled(string $html): string
    {
        return '<style>' . file_get_contents(__DIR__ . '/frame.css') . '</style>' . $html;
    }

    /** The panel's frame of the admin area has a base, the folder of its theme: what leads to another place of the same page has to name the page. */
    private static function based(string $html, App $app): string
    {
        $host = $app->host();
        $here = Html::e($host->adminPage()->with(array_filter($host->request()->query, 'is_string')));

        return str_replace('href="#', 'href="' . $here . '#', $html);
    }
}
