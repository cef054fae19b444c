<?php

/** The group of settings in the menu. */

declare(strict_types=1);

namespace Box\Mod\System\Controller;

use FossSandbox\CoreController;
use FossSandbox\Rows;

class Admin extends CoreController
{
    public function fetchNavigation(): array
    {
        return ['group' => ['location' => 'system', 'index' => 900, 'label' => 'System', 'class' => '']];
    }

    public function register(\Box_App &$app): void
    {
        $app->get('/system', 'settings', [], static::class);
    }

    public function settings(\Box_App $app): string
    {
        $this->di['is_admin_logged'];

        return $app->render('sandbox_settings', ['settings' => Rows::sql('SELECT param, value FROM setting ORDER BY param')]);
    }
}
