<?php

/** What an API class of a module gets from the panel. */

declare(strict_types=1);

namespace FossSandbox;

abstract class ApiBase implements \FOSSBilling\InjectionAwareInterface
{
    protected ?\Pimple\Container $di = null;
    protected mixed $mod = null;
    protected mixed $identity = null;
    protected mixed $service = null;
    protected mixed $ip = null;

    public function setDi(\Pimple\Container $di): void
    {
        $this->di = $di;
    }

    public function getDi(): ?\Pimple\Container
    {
        return $this->di;
    }

    public function setMod($mod)
    {
        $this->mod = $mod;
    }

    public function getMod()
    {
        return $this->mod ?? throw new \FOSSBilling\Exception('Mod object is not set for the service');
    }

    public function setIdentity($identity)
    {
        $this->identity = $identity;
    }

    public function getIdentity()
    {
        return $this->identity;
    }

    public function setService($service)
    {
        $this->service = $service;
    }

    public function getService()
    {
        return $this->service;
    }

    public function setIp($ip)
    {
        $this->ip = $ip;
    }

    public function getIp()
    {
        return $this->ip;
    }
}
