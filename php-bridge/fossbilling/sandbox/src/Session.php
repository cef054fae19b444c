<?php

/** The panel's session: PHP's own on the web, an array on the command line. */

declare(strict_types=1);

namespace FossSandbox;

final class Session
{
    /** @var array<string, mixed> */
    private array $values = [];

    public function getId(): string
    {
        return session_status() === PHP_SESSION_ACTIVE ? (string) session_id() : 'command-line';
    }

    public function get(string $key): mixed
    {
        return session_status() === PHP_SESSION_ACTIVE ? ($_SESSION[$key] ?? null) : ($this->values[$key] ?? null);
    }

    public function set(string $key, mixed $value): void
    {
        if (session_status() === PHP_SESSION_ACTIVE) {
            $_SESSION[$key] = $value;

            return;
        }
        $this->values[$key] = $value;
    }

    public function delete(string $key): void
    {
        unset($this->values[$key]);
        if (session_status() === PHP_SESSION_ACTIVE) {
            unset($_SESSION[$key]);
        }
    }

    public function __call(string $name, array $arguments): never
    {
        throw new UndocumentedUse("the session has no documented $name()");
    }
}
