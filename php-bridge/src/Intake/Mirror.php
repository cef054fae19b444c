<?php

/** Digests of the sources' secrets in a file, so that a caller is known while the database is down. */

declare(strict_types=1);

namespace Makegood\Intake;

final class Mirror
{
    private const FILE = 'sources.json';

    public function __construct(private readonly DataDirectory $directory)
    {
    }

    /** @return array<string, string> id => digest; empty when there is no mirror yet */
    public function read(): array
    {
        $text = @file_get_contents($this->directory->path . '/' . self::FILE);
        $digests = $text === false ? null : json_decode($text, true);
        return is_array($digests) ? array_map('strval', $digests) : [];
    }

    /** @param array<string, string> $digests id => digest; @return bool whether the file now says so */
    public function write(array $digests): bool
    {
        if ($digests === $this->read()) {
            return true;
        }
        return $this->directory->replace(self::FILE, json_encode($digests, JSON_FORCE_OBJECT | JSON_THROW_ON_ERROR));
    }
}
