<?php

/** $di['auth']: whether somebody is logged in; asks, and turns nobody away. */

declare(strict_types=1);

namespace FossSandbox;

final class Auth
{
    public function isAdminLoggedIn(): bool
    {
        return People::admin() !== null;
    }

    public function isClientLoggedIn(): bool
    {
        return People::client() !== null;
    }

    public function __call(string $name, array $arguments): never
    {
        throw new UndocumentedUse("auth has no documented $name()");
    }
}
