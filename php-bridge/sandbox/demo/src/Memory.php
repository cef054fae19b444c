<?php

/**
 * What the demo must know again at its next run: the secrets that were shown once, and what its people have done already.
 */

declare(strict_types=1);

namespace MakegoodDemo;

final class Memory
{
    /** @var array{secrets: array<string, string>, done: list<string>} */
    private array $kept;

    public function __construct(private readonly string $file)
    {
        $text = is_file($file) ? (string) file_get_contents($file) : '{"secrets":{},"done":[]}';
        $this->kept = json_decode($text, true, 4, JSON_THROW_ON_ERROR);
    }

    /** `<source id>.<secret>` of a source of the scenario; null when it was never added. */
    public function secret(string $source): ?string
    {
        return $this->kept['secrets'][$source] ?? null;
    }

    public function keepSecret(string $source, string $secret): void
    {
        $this->kept['secrets'][$source] = $secret;
        $this->write();
    }

    public function isDone(string $what): bool
    {
        return in_array($what, $this->kept['done'], true);
    }

    public function done(string $what): void
    {
        $this->kept['done'][] = $what;
        $this->write();
    }

    private function write(): void
    {
        $draft = $this->file . '.new';
        touch($draft);
        chmod($draft, 0600);
        file_put_contents($draft, json_encode($this->kept, JSON_THROW_ON_ERROR | JSON_PRETTY_PRINT));
        rename($draft, $this->file);
    }
}
