<?php

/** Admin pages: staff without a right to the module gets an error page before its controller is asked. */

declare(strict_types=1);

use FossSandbox\People;

class Box_AppAdmin extends Box_App
{
    protected function area(): string
    {
        return 'admin';
    }

    protected function registerRoutes(): void
    {
        // A module that is not active still answers, as long as its folder is there.
        $admin = People::admin();
        if ($admin !== null && $this->mod !== 'extension' && !$this->di['mod_service']('Staff')->hasPermission($admin, $this->mod)) {
            throw new FOSSBilling\InformationException('You do not have permission to access the :mod: module', [':mod:' => $this->mod], 403);
        }
        $controller = preg_match('/^[a-z0-9]+$/D', $this->mod) === 1 ? $this->di['mod']($this->mod)->getAdminController() : null;
        $app = $this;
        $controller === null || $controller->register($app);
    }
}
