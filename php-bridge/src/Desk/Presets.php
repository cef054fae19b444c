<?php

/** Policies to begin with, for every kind of promise: documents that are shipped beside the bridge. */

declare(strict_types=1);

namespace Makegood\Desk;

use Makegood\Engine\Json;

final class Presets
{
    /** What a preset is for: credits for outages, or refunds. */
    public const SLA = 'sla';
    public const REFUND = 'refund';
    private const INDEX = 'index.json';
    private const ZONE = 'UTC';
    private const NAME = '/^[a-z0-9][a-z0-9-]{0,60}$/D';

    /**
     * @param string $zone whose months are meant: the files say UTC
     * @param string $kind one of the two
     * @return list<array{id: string, family: string, name: string, summary: string, document: string}> the first is the one proposed
     */
    public static function all(string $zone = self::ZONE, string $kind = self::SLA): array
    {
        $mark = '"zone": ' . Json::encode(self::ZONE);
        return array_map(
            static fn (array $preset): array => ['document' => str_replace($mark, '"zone": ' . Json::encode($zone), $preset['document'])] + $preset,
            self::in(self::directory(), $kind),
        );
    }

    /** @return list<array{id: string, family: string, name: string, summary: string, document: string}> those of the kind whose document is there */
    public static function in(string $directory, string $kind = self::SLA): array
    {
        $index = is_file($directory . '/' . self::INDEX) ? json_decode((string) file_get_contents($directory . '/' . self::INDEX), true) : null;
        $presets = [];
        foreach (is_array($index) ? $index : [] as $row) {
            $id = is_array($row) && is_string($row['id'] ?? null) ? $row['id'] : '';
            $file = $directory . '/' . $id . '.json';
            $isAsked = is_array($row) && ($row['kind'] ?? self::SLA) === $kind;
            if ($isAsked && preg_match(self::NAME, $id) === 1 && is_file($file)) {
                $presets[] = [
                    'id' => $id,
                    'family' => (string) ($row['family'] ?? ''),
                    'name' => (string) ($row['title'] ?? $id),
                    'summary' => (string) ($row['for'] ?? ''),
                    'document' => (string) file_get_contents($file),
                ];
            }
        }
        return $presets;
    }

    /** Beside the bridge as it is shipped; in the sources at the top. */
    private static function directory(): string
    {
        $shipped = dirname(__DIR__, 2) . '/policies';
        return is_dir($shipped) ? $shipped : dirname(__DIR__, 3) . '/policies';
    }
}
