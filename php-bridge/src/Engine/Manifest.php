<?php

/** What the shipped engine directory says about itself: versions, digests, known answers. */

declare(strict_types=1);

namespace Makegood\Engine;

final class Manifest
{
    /**
     * @param GeneratedFile       $php     what settling needs
     * @param ?GeneratedFile      $phpMore the rest, loaded on demand; null where all is in one file
     * @param list<KnownAnswer>   $knownAnswers
     */
    private function __construct(
        public readonly string $version,
        public readonly int $contract,
        public readonly string $sourceHash,
        public readonly string $wasmFile,
        public readonly string $wasmSha256,
        public readonly GeneratedFile $php,
        public readonly ?GeneratedFile $phpMore,
        public readonly string $phpClass,
        public readonly array $knownAnswers,
    ) {
    }

    /** @throws EngineUnavailable when the directory is not a complete engine */
    public static function read(string $directory): self
    {
        $manifest = self::json($directory . '/manifest.json');
        $answers = self::json($directory . '/selftest.json');
        $contract = $manifest['contract'] ?? null;
        return new self(
            self::text($manifest, 'version'),
            is_int($contract) ? $contract : throw self::notUnderstood('contract'),
            self::text($manifest, 'sourceHash'),
            $directory . '/' . basename((string) ($manifest['wasm']['file'] ?? 'makegood.wasm')),
            self::text($manifest, 'wasm', 'sha256'),
            self::file($directory, $manifest, 'php'),
            isset($manifest['phpMore']) ? self::file($directory, $manifest, 'phpMore') : null,
            self::text($manifest, 'php', 'class'),
            array_map(self::known(...), array_values($answers)),
        );
    }

    /** The few that are asked often; all of them where none is marked. @return list<KnownAnswer> */
    public function canaries(): array
    {
        $few = array_values(array_filter($this->knownAnswers, static fn (KnownAnswer $known): bool => $known->isCanary));
        return $few === [] ? $this->knownAnswers : $few;
    }

    /** The canaries that the first generated file answers alone, or those that the second one is for. @return list<KnownAnswer> */
    public function canariesOf(bool $more): array
    {
        return array_values(array_filter($this->canaries(), static fn (KnownAnswer $known): bool => $known->ofMore === $more));
    }

    /** @return list<GeneratedFile> */
    public function files(): array
    {
        return array_values(array_filter([$this->php, $this->phpMore]));
    }

    /** @param array<mixed> $manifest */
    private static function file(string $directory, array $manifest, string $name): GeneratedFile
    {
        return new GeneratedFile($name . 'File', $directory . '/' . basename(self::text($manifest, $name, 'file')), self::text($manifest, $name, 'sha256'));
    }

    private static function known(mixed $row): KnownAnswer
    {
        return new KnownAnswer(self::text($row, 'request'), self::text($row, 'sha256'), isset($row['canary']), ($row['canary'] ?? null) === 'more');
    }

    private static function text(mixed $value, string ...$path): string
    {
        foreach ($path as $name) {
            $value = is_array($value) ? $value[$name] ?? null : null;
        }
        return is_string($value) ? $value : throw self::notUnderstood(implode('.', $path));
    }

    private static function notUnderstood(string $what): EngineUnavailable
    {
        return new EngineUnavailable('The engine\'s manifest is not understood: ' . $what . '. Upload the module again.', 'manifest');
    }

    /** @return array<mixed> */
    private static function json(string $file): array
    {
        $text = is_file($file) ? file_get_contents($file) : false;
        $value = $text === false ? null : json_decode($text, true);
        if (!is_array($value)) {
            throw new EngineUnavailable('The engine is incomplete: ' . basename($file) . ' is missing or broken. Upload the module again.', 'manifest');
        }
        return $value;
    }
}
