<?php

/** The client area: the page of a client's credits, and the address for monitors. */

declare(strict_types=1);

namespace Box\Mod\Makegood\Controller;

require_once dirname(__DIR__) . '/compat.php';

use Box\Mod\Makegood\Web\Areas;

class Client implements \FOSSBilling\InjectionAwareInterface
{
    protected ?\Pimple\Container $di = null;

    public function setDi(\Pimple\Container $di): void
    {
        $this->di = $di;
    }

    public function getDi(): ?\Pimple\Container
    {
        return $this->di;
    }

    public function register(\Box_App &$app): void
    {
        foreach (['/makegood', '/makegood/'] as $path) {
            $app->get($path, 'page', [], static::class);
            $app->post($path, 'page', [], static::class);
        }
        $app->get('/makegood/webhook', 'webhook', [], static::class);
        $app->post('/makegood/webhook', 'webhook', [], static::class);
        $app->put('/makegood/webhook', 'webhook', [], static::class);
    }

    public function page(\Box_App $app): mixed
    {
        return Areas::client($this->di, $app);
    }

    public function webhook(\Box_App $app): mixed
    {
        return Areas::webhook($this->di, $app);
    }
}
