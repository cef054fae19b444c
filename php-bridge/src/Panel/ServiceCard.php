<?php

/** One service as its client knows it: shown again before anything is cancelled. */

declare(strict_types=1);

namespace Makegood\Panel;

final class ServiceCard
{
    /**
     * @param string $name           a domain, a label
     * @param list<array{string, string}> $configuration what and how much: [`Disk`, `50 GB`]
     * @param ?int   $orderedMs      when it was ordered; null: not known, then it is when it was made
     * @param string $state          one of ServiceFacts::STATES
     * @param ?int   $activatedMs    when it could first be used; null: not known, or never
     * @param ?int   $terminatedMs   when it ended
     */
    public function __construct(
        public readonly string $serviceId,
        public readonly string $name,
        public readonly string $product,
        public readonly array $configuration,
        public readonly int $createdMs,
        public readonly string $state,
        public readonly ?int $orderedMs = null,
        public readonly ?int $activatedMs = null,
        public readonly ?int $terminatedMs = null,
    ) {
        if (!in_array($state, ServiceFacts::STATES, true)) {
            throw new \InvalidArgumentException('unknown service state: ' . $state);
        }
    }
}
