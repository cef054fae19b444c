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
        $app = $this;
        if ($this->di['mod_service']('extension')->isExtensionActive('mod', $this->mod) && $this->di['mod']($this->mod)->hasClientController()) {
            $this->di['mod']($this->mod)->getClientController()->register($app);
        }
    }
}
