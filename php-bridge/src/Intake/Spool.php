<?php

/** Messages that came while the database was down: one file each, capped, taken in by the next run. */

declare(strict_types=1);

namespace Makegood\Intake;

final class Spool
{
    public const MAX_FILES = 2_000;
    public const MAX_BYTES = 64 * 1024 * 1024;
    private const DIRECTORY = 'spool';

    public function __construct(
        private readonly DataDirectory $directory,
        private readonly int $maxFiles = self::MAX_FILES,
        private readonly int $maxBytes = self::MAX_BYTES,
    ) {
    }

    /** @return bool false when the spool is full or cannot be written: the caller must not be told that we have it */
    public function put(Message $message): bool
    {
        $home = DataDirectory::at($this->directory->path . '/' . self::DIRECTORY);
        if ($home === null) {
            return false;
        }
        $text = $message->toJson();
        $files = $this->files();
        $used = array_sum(array_map(static fn (string $file): int => (int) @filesize($file), $files));
        if (count($files) >= $this->maxFiles || $used + strlen($text) > $this->maxBytes) {
            return false;
        }
        return $home->replace(sprintf('%013d-%s.json', $message->receivedMs, bin2hex(random_bytes(8))), $text);
    }

    /** @return list<string> paths, oldest first */
    public function files(): array
    {
        // Not glob(): a [ in the path would be a pattern.
        $home = $this->directory->path . '/' . self::DIRECTORY;
        $names = is_dir($home) ? @scandir($home, SCANDIR_SORT_ASCENDING) : false;
        $own = array_filter($names === false ? [] : $names, static fn (string $name): bool => str_ends_with($name, '.json'));
        return array_map(static fn (string $name): string => $home . '/' . $name, array_values($own));
    }

    /** @return Message|null null when the file is not one of ours, or broken */
    public function read(string $file): ?Message
    {
        $text = @file_get_contents($file);
        return $text === false ? null : Message::fromJson($text);
    }

    public function remove(string $file): void
    {
        @unlink($file);
    }

    /** Keeps a broken file for a person, out of the way. */
    public function setAside(string $file): void
    {
        @rename($file, $file . '.broken');
    }
}
