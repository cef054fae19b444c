<?php

/** Base of the sandbox's own controllers: the container. */

declare(strict_types=1);

namespace FossSandbox;

abstract class CoreController implements \FOSSBilling\InjectionAwareInterface
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

    abstract public function register(\Box_App &$app): void;
}
