<?php

/** Asks for each name once: lists name the same client and service again and again. */

declare(strict_types=1);

namespace Makegood\Api;

final class NamesOnce implements Names
{
    /** @var array<string, string> */
    private array $known = [];

    public function __construct(private readonly Names $names)
    {
    }

    public function service(string $id, ?string $clientId): string
    {
        return $this->known["service\0$id\0" . ($clientId ?? "\0")] ??= $this->names->service($id, $clientId);
    }

    public function subject(string $subject): string
    {
        return $this->known["subject\0$subject"] ??= $this->names->subject($subject);
    }

    public function client(string $id): string
    {
        return $this->known["client\0$id"] ??= $this->names->client($id);
    }

    public function source(string $id): string
    {
        return $this->known["source\0$id"] ??= $this->names->source($id);
    }
}
