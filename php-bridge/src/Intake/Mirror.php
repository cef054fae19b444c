<?php

/**
 * Digests of the sources' secrets in a file, so that a caller is known without the database. It may be behind (another web server's,
 * a disk that was full): whom it lets in, cron looks at again before the message is believed.
 */

declare(strict_types=1);

namespace Makegood\Intake;

final class Mirror
{
    /** Behind the digest of a source that signs: its messages go the way on which signatures are checked (Express::isMirrored). */
    public const SIGNS = ' signs';
    private const DIGEST_LENGTH = 64;

    public function __construct(private readonly DataDirectory $directory)
    {
    }

    /** @return array<string, string> id => digest; empty when there is no mirror yet */
    public function read(): array
    {
        return array_map(static fn (string $said): string => substr($said, 0, self::DIGEST_LENGTH), $this->said());
    }

    /** @param array<string, string> $callers id => digest, with SIGNS behind it where the source signs; @return bool whether the file now says so */
    public function write(array $callers): bool
    {
        if ($callers === $this->said()) {
            return true;
        }
        return $this->directory->replace(Express::MIRROR, json_encode($callers, JSON_FORCE_OBJECT | JSON_THROW_ON_ERROR));
    }

    /** @return array<string, string> */
    private function said(): array
    {
        $text = @file_get_contents($this->directory->path . '/' . Express::MIRROR);
        $callers = $text === false ? null : json_decode($text, true);
        return is_array($callers) ? array_map(static fn (mixed $said): string => is_string($said) ? $said : '', $callers) : [];
    }
}
