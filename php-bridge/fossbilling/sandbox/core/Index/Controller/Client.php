<?php

/** A client's first page. */

declare(strict_types=1);

namespace Box\Mod\Index\Controller;

use FossSandbox\CoreController;

class Client extends CoreController
{
    public function register(\Box_App &$app): void
    {
        $app->get('', 'home', [], static::class);
        $app->get('/index', 'home', [], static::class);
    }

    public function home(\Box_App $app): string
    {
        return $app->render('sandbox_home', []);
    }
}
