<?php

/** The admin area: Makegood's entry in the menu and its page. Who may come in is asked by the page itself, at each request. */

declare(strict_types=1);

namespace Box\Mod\Makegood\Controller;

require_once dirname(__DIR__) . '/compat.php';

use Box\Mod\Makegood\Web\Areas;

class Admin implements \FOSSBilling\InjectionAwareInterface
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

    /** @return array<string, mixed> */
    public function fetchNavigation(): array
    {
        // Who may not see invoices has no such group in the menu, and finds Makegood beside it.
        $isBeside = !$this->di['mod_service']('Staff')->hasPermission(null, 'invoice');
        $place = $isBeside ? 'makegood' : 'invoice';
        $uri = $this->di['url']->adminLink('makegood');

        return ($isBeside ? ['group' => ['location' => $place, 'index' => 450, 'label' => 'Makegood', 'uri' => $uri, 'class' => 'receipt']] : [])
            + ['subpages' => [['location' => $place, 'index' => 900, 'label' => 'Makegood', 'uri' => $uri, 'class' => '']]];
    }

    public function register(\Box_App &$app): void
    {
        foreach (['/makegood', '/makegood/'] as $path) {
            $app->get($path, 'page', [], static::class);
            $app->post($path, 'page', [], static::class);
        }
    }

    public function page(\Box_App $app): mixed
    {
        return Areas::admin($this->di, $app);
    }
}
