<?php

/** One way to the core: how to make it, and what has become of it in this process. */

declare(strict_types=1);

namespace Makegood\Engine;

final class Candidate
{
    public ?Transport $transport = null;
    /** used | ready | passedOver | dropped | off */
    public string $state;
    public string $reason;

    /**
     * @param \Closure(): Transport $make
     * @param ?string               $off  why it is not even tried
     */
    public function __construct(public readonly string $name, public readonly \Closure $make, ?string $off = null)
    {
        $this->state = $off === null ? 'ready' : 'off';
        $this->reason = $off ?? '';
    }

    public function turn(string $state, string $reason): void
    {
        [$this->state, $this->reason] = [$state, $reason];
        if ($state !== 'used' && $state !== 'ready') {
            $this->transport = null; // ends its process, gives its memory back
        }
    }
}
