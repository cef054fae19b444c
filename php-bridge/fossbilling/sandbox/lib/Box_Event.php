<?php

/** Something that happens: a name, parameters (which may be null), and a value that listeners may set. */

declare(strict_types=1);

class Box_Event implements FOSSBilling\InjectionAwareInterface
{
    private ?Pimple\Container $di = null;
    private mixed $value = null;

    public function __construct(private readonly mixed $subject, private readonly string $name, private readonly mixed $parameters = [])
    {
    }

    public function setDi(Pimple\Container $di): void
    {
        $this->di = $di;
    }

    public function getDi(): ?Pimple\Container
    {
        return $this->di;
    }

    public function getSubject(): mixed
    {
        return $this->subject;
    }

    public function getName(): string
    {
        return $this->name;
    }

    public function getParameters(): mixed
    {
        return $this->parameters;
    }

    public function setReturnValue(mixed $value): void
    {
        $this->value = $value;
    }

    public function getReturnValue(): mixed
    {
        return $this->value;
    }
}
