<?php

/** Client pages. */

declare(strict_types=1);

class Box_AppClient extends Box_App
{
    protected function area(): string
    {
        return 'client';
    }

    protected function registerRoutes(): void
    {
        // A module that is not active still answers, as long as its folder is there.
        $app = $this;
        $module = preg_match('/^[a-z0-9]+$/D', $this->mod) === 1 ? $this->di['mod']($this->mod) : null;
        if ($module !== null && $module->hasClientController()) {
            $module->getClientController()->register($app);
        }
    }
}
