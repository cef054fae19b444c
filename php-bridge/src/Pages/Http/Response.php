<?php

/** One whole answer to a browser: status, headers, body. */

declare(strict_types=1);

namespace Makegood\Pages\Http;

final class Response
{
    /** @param array<string, string> $headers an empty value takes back what was set before */
    public function __construct(
        public readonly int $status,
        public readonly array $headers,
        public readonly string $body,
    ) {
    }

    /** The same answer to HEAD: what GET would say, without saying it. */
    public function withoutBody(): self
    {
        return new self($this->status, $this->headers, '');
    }
}
