<?php

/** The module's two pages in the panel's frame, and the door for monitors. Requests for JSON and files are answered first, without a frame. */

declare(strict_types=1);

namespace Box\Mod\Makegood\Web;

use Box\Mod\Makegood\App;
use Makegood\Pages\Admin\Controller;
use Makegood\Pages\Client\Page;
use Makegood\Pages\Http\Door;

final class Areas
{
    public static function admin(\Pimple\Container $di, \Box_App $panel): mixed
    {
        $app = App::of($di);
        $direct = Door::ofAdmin($app);
        if ($direct !== null) {
            return Answering::direct($panel, $direct);
        }
        $di['is_admin_logged']; // sends whoever is not to the login
        $app->migrate();
        $shown = (new Controller($app))->answer();

        return Answering::framed($panel, 'mod_makegood_index', ['mg_title' => $shown->title, 'mg_html' => $shown->html], $shown->status);
    }

    public static function client(\Pimple\Container $di, \Box_App $panel): mixed
    {
        $app = App::of($di);
        $direct = Door::ofClient($app);
        if ($direct !== null) {
            return Answering::direct($panel, $direct);
        }
        if (!$di['auth']->isClientLoggedIn()) {
            $di['set_return_uri'];

            return $panel->redirect('login');
        }
        $shown = (new Page($app))->answer();

        return Answering::framed($panel, 'mod_makegood_index', ['mg_title' => $shown->title, 'mg_html' => $shown->html], $shown->status);
    }
}
