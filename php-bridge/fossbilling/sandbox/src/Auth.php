<?php

/** $di['auth']: whether somebody is logged in; asking sends nobody anywhere. */

declare(strict_types=1);

namespace FossSandbox;

final class Auth
{
    public function isClientLoggedIn(): bool
    {
        return People::client() !== null;
    }

    public function isAdminLoggedIn(): bool
    {
        return People::admin() !== null;
    }

    public function __call(string $name, array $arguments): never
    {
        throw new UndocumentedUse("\$di['auth'] has no documented $name()");
    }
}
