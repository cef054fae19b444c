<?php

/** What the shipped engine directory says about itself: versions, digests, known answers. */

declare(strict_types=1);

namespace Makegood\Engine;

final class Manifest
{
    /** @param list<array{request: string, sha256: string}> $knownAnswers */
    private function __construct(
        public readonly string $version,
        public readonly int $contract,
        public readonly string $sourceHash,
        public readonly string $wasmSha256,
        public readonly string $phpFile,
        public readonly string $phpSha256,
        public readonly string $phpClass,
        public readonly string $phpMoreFile,
        public readonly string $phpMoreSha256,
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
            self::text($manifest, 'wasm', 'sha256'),
            $directory . '/' . basename(self::text($manifest, 'php', 'file')),
            self::text($manifest, 'php', 'sha256'),
            self::text($manifest, 'php', 'class'),
            $directory . '/' . basename(self::text($manifest, 'phpMore', 'file')),
            self::text($manifest, 'phpMore', 'sha256'),
            array_map(
                static fn (mixed $row): array => ['request' => self::text($row, 'request'), 'sha256' => self::text($row, 'sha256')],
                array_values($answers),
            ),
        );
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
        return new EngineUnavailable('The engine\'s manifest is not understood: ' . $what . '. Upload the module again.');
    }

    /** @return array<mixed> */
    private static function json(string $file): array
    {
        $text = is_file($file) ? file_get_contents($file) : false;
        $value = $text === false ? null : json_decode($text, true);
        if (!is_array($value)) {
            throw new EngineUnavailable('The engine is incomplete: ' . basename($file) . ' is missing or broken. Upload the module again.');
        }
        return $value;
    }
}
