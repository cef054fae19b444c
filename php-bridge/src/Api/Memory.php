<?php

/** Keeps answers of the core for the person who looks, so that looking again costs no core. What is kept may be lost at any time. */

declare(strict_types=1);

namespace Makegood\Api;

interface Memory
{
    public function recall(string $key): ?string;

    public function keep(string $key, string $value): void;
}
