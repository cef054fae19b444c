<?php

/** Base of the sandbox's own services: the container, and a loud answer to calls that are not documented. */

declare(strict_types=1);

namespace FossSandbox;

abstract class CoreService implements \FOSSBilling\InjectionAwareInterface
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

    public function __call(string $name, array $arguments): never
    {
        throw new UndocumentedUse(static::class . " has no documented $name()");
    }

    protected function fire(string $event, ?array $params = null, mixed $subject = null): void
    {
        $this->di['events_manager']->fire(['event' => $event] + ($params === null ? [] : ['params' => $params]) + ($subject === null ? [] : ['subject' => $subject]));
    }

    protected static function now(): string
    {
        return \MakegoodSandbox\Clock::timestamp();
    }
}
