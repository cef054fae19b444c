<?php

/** What a controller of 0.8 and later may return instead of text. */

declare(strict_types=1);

namespace Symfony\Component\HttpFoundation;

class Response
{
    /** @param array<string, string> $headers */
    public function __construct(protected ?string $content = '', protected int $statusCode = 200, protected array $headers = [])
    {
    }

    /** What 0.7, which knows only text, makes of a response. */
    public function __toString(): string
    {
        return "HTTP/1.0 $this->statusCode\r\n\r\n" . $this->content;
    }

    public function getContent(): string|false
    {
        return (string) $this->content;
    }

    public function getStatusCode(): int
    {
        return $this->statusCode;
    }

    public function send(bool $flush = true): static
    {
        http_response_code($this->statusCode);
        isset($this->headers['Content-Type']) || header('Content-Type: text/html; charset=UTF-8');
        foreach ($this->headers as $name => $value) {
            header("$name: $value", true, $this->statusCode);
        }
        echo $this->content;

        return $this;
    }
}
