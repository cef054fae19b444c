<?php

/** What is still to be asked: a page of the list of checks, or a page of a history. Kept between runs as JSON, so without any secret. */

declare(strict_types=1);

namespace Makegood\Pull;

final class Step
{
    public const CHECKS = 'checks';
    public const HISTORY = 'history';
    /** By an older API of the same vendor. */
    public const OLD = 'old';
    private const MOST_PAGES = 1000;

    /**
     * @param string $page   what the API calls the page: number, offset or cursor; empty for the first
     * @param ?string $check the API's id of the check, where its webhook names it otherwise
     * @param list<string> $seen digests of the pages before, to notice when they go in circles
     */
    public function __construct(
        public readonly string $kind,
        public readonly int $fromMs,
        public readonly int $toMs,
        public readonly ?string $target = null,
        public readonly string $page = '',
        public readonly ?string $check = null,
        private readonly array $seen = [],
    ) {
    }

    /** Whether its answers are evidence. */
    public function isHistory(): bool
    {
        return $this->kind !== self::CHECKS;
    }

    /** @throws PullFailed when the pages have no end */
    public function next(string $page, string $answer, string $name): self
    {
        $digest = substr(hash('sha256', $answer), 0, 8);
        if ($page === $this->page || in_array($digest, $this->seen, true) || count($this->seen) >= self::MOST_PAGES) {
            throw new PullFailed($name . ' gives the same pages again and again; the range is asked for again.', anew: true);
        }
        return new self($this->kind, $this->fromMs, $this->toMs, $this->target, $page, $this->check, [...$this->seen, $digest]);
    }

    /** @return array<string, mixed> */
    public function toArray(): array
    {
        return ['kind' => $this->kind, 'from' => $this->fromMs, 'to' => $this->toMs] + array_filter([
            'target' => $this->target, 'page' => $this->page, 'check' => $this->check, 'seen' => $this->seen,
        ], static fn (mixed $value): bool => $value !== null && $value !== '' && $value !== []);
    }

    /** @param array<string, mixed> $kept */
    public static function fromArray(array $kept): self
    {
        return new self($kept['kind'], $kept['from'], $kept['to'], $kept['target'] ?? null, $kept['page'] ?? '', $kept['check'] ?? null, $kept['seen'] ?? []);
    }
}
