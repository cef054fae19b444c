<?php

/** One request to a monitor's API, and what it asks: from when to when, and about which check. */

declare(strict_types=1);

namespace Makegood\Pull;

final class Question
{
    /**
     * @param ?string $target the monitor's id where the answer does not name it, as its webhook says it
     * @param ?int $stepS     how far apart samples are, where the answer is one of samples
     * @param array<string, string> $headers they carry the key; neither they nor url and body are ever stored
     */
    public function __construct(
        public readonly string $url,
        public readonly int $fromMs,
        public readonly int $toMs,
        public readonly ?string $target = null,
        #[\SensitiveParameter] public readonly array $headers = [],
        public readonly string $method = 'GET',
        #[\SensitiveParameter] public readonly string $body = '',
        public readonly ?int $stepS = null,
    ) {
    }

    /** What is stored with the answer, and read by the core. */
    public function query(): string
    {
        $parts = ['from' => intdiv($this->fromMs, 1000), 'to' => intdiv($this->toMs, 1000)];
        $parts += array_filter(['target' => $this->target, 'step' => $this->stepS], static fn (mixed $part): bool => $part !== null);
        return http_build_query($parts, '', '&', PHP_QUERY_RFC3986);
    }

    /** @return array<string, mixed> */
    public function __debugInfo(): array
    {
        return ['query' => $this->query(), 'method' => $this->method];
    }
}
