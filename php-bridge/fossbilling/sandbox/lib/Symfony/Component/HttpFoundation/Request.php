<?php

/** The part of the panel's request object that modules read. */

declare(strict_types=1);

namespace Symfony\Component\HttpFoundation;

use FossSandbox\UndocumentedUse;

class Request
{
    public function __construct(
        public readonly InputBag $query = new InputBag([]),
        public readonly InputBag $request = new InputBag([]),
        public readonly InputBag $cookies = new InputBag([]),
        public readonly InputBag $headers = new InputBag([]),
    ) {
    }

    public static function createFromGlobals(): static
    {
        $headers = [];
        foreach ($_SERVER as $name => $value) {
            if (str_starts_with((string) $name, 'HTTP_') || in_array($name, ['CONTENT_TYPE', 'CONTENT_LENGTH'], true)) {
                $headers[strtolower(strtr((string) preg_replace('/^HTTP_/', '', (string) $name), '_', '-'))] = $value;
            }
        }

        return new static(new InputBag($_GET), new InputBag($_POST), new InputBag($_COOKIE), new InputBag($headers));
    }

    public function getClientIp(): ?string
    {
        return $_SERVER['REMOTE_ADDR'] ?? '127.0.0.1';
    }

    public function getMethod(): string
    {
        return strtoupper((string) ($_SERVER['REQUEST_METHOD'] ?? 'GET'));
    }

    public function isMethod(string $method): bool
    {
        return $this->getMethod() === strtoupper($method);
    }

    public function getContent(): string
    {
        return (string) file_get_contents('php://input');
    }

    public function getUri(): string
    {
        return SYSTEM_URL . ltrim($this->getRequestUri(), '/');
    }

    public function getRequestUri(): string
    {
        return (string) ($_SERVER['REQUEST_URI'] ?? '/');
    }

    public function getPathInfo(): string
    {
        return (string) parse_url('http://x' . $this->getRequestUri(), PHP_URL_PATH);
    }

    public function __call(string $name, array $arguments): never
    {
        throw new UndocumentedUse("the sandbox's request has no $name()");
    }
}
