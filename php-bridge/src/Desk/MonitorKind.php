<?php

/** A kind of monitor as people choose it: its name, how its address is entered there, and what can be set. */

declare(strict_types=1);

namespace Makegood\Desk;

use Makegood\Pull\Vendors;

final class MonitorKind
{
    /**
     * @param string                $word    of the contract
     * @param string                $level   `thirdParty`, `own` or `server`: where it usually stands
     * @param array<string, string> $history what a history pull needs to know besides the key: name => label
     */
    public function __construct(
        public readonly string $word,
        public readonly string $name,
        public readonly string $help,
        public readonly string $level = 'thirdParty',
        public readonly array $history = [],
        public readonly bool $votes = true,
        public readonly bool $hasWebhook = true,
    ) {
    }

    public function canPull(): bool
    {
        return Vendors::of($this->word) !== null;
    }
}
