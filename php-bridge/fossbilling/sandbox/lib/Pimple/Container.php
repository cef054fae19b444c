<?php

/** The panel's service container: names, lazily made services, protected closures, factories. */

declare(strict_types=1);

namespace Pimple;

class Container implements \ArrayAccess
{
    /** @var array<string, mixed> */
    private array $values = [];
    /** @var array<string, true> made already */
    private array $made = [];
    private \SplObjectStorage $factories;
    private \SplObjectStorage $protected;

    public function __construct(array $values = [])
    {
        $this->factories = new \SplObjectStorage();
        $this->protected = new \SplObjectStorage();
        foreach ($values as $id => $value) {
            $this->offsetSet($id, $value);
        }
    }

    public function offsetSet(mixed $id, mixed $value): void
    {
        $this->values[$id] = $value;
        unset($this->made[$id]);
    }

    public function offsetGet(mixed $id): mixed
    {
        if (!array_key_exists($id, $this->values)) {
            throw new Exception\UnknownIdentifierException((string) $id);
        }
        $value = $this->values[$id];
        if (isset($this->made[$id]) || !is_object($value) || !method_exists($value, '__invoke') || isset($this->protected[$value])) {
            return $value;
        }
        if (isset($this->factories[$value])) {
            return $value($this);
        }
        $this->values[$id] = $value($this);
        $this->made[$id] = true;

        return $this->values[$id];
    }

    public function offsetExists(mixed $id): bool
    {
        return array_key_exists($id, $this->values);
    }

    public function offsetUnset(mixed $id): void
    {
        unset($this->values[$id], $this->made[$id]);
    }

    public function factory(callable $callable): callable
    {
        $this->factories->attach($callable);

        return $callable;
    }

    public function protect(callable $callable): callable
    {
        $this->protected->attach($callable);

        return $callable;
    }

    public function keys(): array
    {
        return array_keys($this->values);
    }
}
