<?php

/** How the core may be reached, as files on the host say it: nothing that a page sends can name a program. */

declare(strict_types=1);

namespace Makegood\Engine;

final class TransportSettings
{
    public const CHOICES = ['auto', 'compiled', 'process', 'ffi'];

    /**
     * @param string  $choice         one of CHOICES; one that cannot be had is passed over like in auto, down to `compiled`
     * @param ?string $binary         path of the native core
     * @param ?string $library        path of libwasmtime
     * @param int     $timeoutMs      for one request to the process
     * @param bool    $isPage         a page view: starts no process, and takes the library only when its module is compiled already
     * @param ?string $cacheDirectory private directory for the library's compiled module; null: it is compiled in each process
     * @param string  $cacheKey       a secret of the host that proves that we wrote what is in there; '': no cache
     */
    public function __construct(
        public readonly string $choice = 'auto',
        public readonly ?string $binary = null,
        public readonly ?string $library = null,
        public readonly int $timeoutMs = 10_000,
        public readonly bool $isPage = false,
        public readonly ?string $cacheDirectory = null,
        public readonly string $cacheKey = '',
    ) {
    }

    public function forPage(): self
    {
        return new self($this->choice, $this->binary, $this->library, $this->timeoutMs, true, $this->cacheDirectory, $this->cacheKey);
    }
}
