<?php

/** The first admin page. */

declare(strict_types=1);

namespace Box\Mod\Index\Controller;

use FossSandbox\CoreController;
use FossSandbox\Rows;

class Admin extends CoreController
{
    public function register(\Box_App &$app): void
    {
        $app->get('', 'home', [], static::class);
        $app->get('/index', 'home', [], static::class);
    }

    public function home(\Box_App $app): string
    {
        $this->di['is_admin_logged'];

        return $app->render('sandbox_home', ['counts' => [
            'clients' => Rows::sql('SELECT COUNT(*) AS n FROM client')[0]['n'], 'orders' => Rows::sql("SELECT COUNT(*) AS n FROM client_order WHERE status = 'active'")[0]['n'],
            'unpaid invoices' => Rows::sql("SELECT COUNT(*) AS n FROM invoice WHERE status = 'unpaid'")[0]['n'],
        ], 'log' => Rows::sql('SELECT created_at, message FROM activity_system ORDER BY id DESC LIMIT 15')]);
    }
}
