<?php

/**
 * Who may call, known without the database: an empty file for each source, named by its id and the digest of its secret, so that one look
 * at the disk answers. It may be behind (another web server's, a disk that was full): whom it lets in, cron looks at again before the
 * message is believed.
 */

declare(strict_types=1);

namespace Makegood\Intake;

final class Mirror
{
    /** Behind the name of a source that signs: its messages go the way on which signatures are checked, Express does not see it. */
    private const SIGNS = '.signs';
    /** What it was before: one file, which nobody reads any more. */
    private const FORMER = 'sources.json';

    public function __construct(private readonly DataDirectory $directory)
    {
    }

    /** Whoever could tell by the time it takes how much of a digest is right would not know what to hash. */
    public function knows(string $sourceId, string $digest): bool
    {
        $name = $this->home() . '/' . $sourceId . '.' . $digest;
        return @is_file($name) || @is_file($name . self::SIGNS);
    }

    /** @return array<string, string> id => digest; empty when there is no mirror yet */
    public function read(): array
    {
        $callers = [];
        foreach ($this->names() as $name) {
            [$id, $digest] = explode('.', $name);
            $callers[$id] = $digest;
        }
        ksort($callers);
        return $callers;
    }

    /** @param array<string, array{digest: string, signs: bool}> $callers by id; @return bool whether it now says so */
    public function write(array $callers): bool
    {
        $home = DataDirectory::at($this->home());
        if ($home === null) {
            return false;
        }
        $wanted = [];
        foreach ($callers as $id => $caller) {
            $wanted[] = $id . '.' . $caller['digest'] . ($caller['signs'] ? self::SIGNS : '');
        }
        $there = $this->names();
        $isDone = true;
        // What has ended goes first: nobody is to be let in with it while the rest is written.
        foreach (array_diff($there, $wanted) as $name) {
            $isDone = @unlink($home->path . '/' . $name) && $isDone;
        }
        foreach (array_diff($wanted, $there) as $name) {
            $isDone = $home->replace($name, '') && $isDone;
        }
        @unlink($this->directory->path . '/' . self::FORMER);
        return $isDone;
    }

    private function home(): string
    {
        return $this->directory->path . '/' . Express::CALLERS;
    }

    /** @return list<string> names of the files that are ours */
    private function names(): array
    {
        $names = is_dir($this->home()) ? @scandir($this->home()) : false;
        return array_values(preg_grep('/^[1-9]\d{0,17}\.[0-9a-f]{64}(\.signs)?$/D', $names === false ? [] : $names) ?: []);
    }
}
