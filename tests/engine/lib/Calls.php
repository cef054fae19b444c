<?php

/** A file of calls: a line each with id, request and the digest of the native core's answer, so that any PHP can check itself against it. */

declare(strict_types=1);

namespace MakegoodEngineTests;

use Makegood\Bench\Documents;

final class Calls
{
    /** All vectors, then $documents generated requests. Throws when the native core itself is not what a vector expects. */
    public static function write(string $file, string $root, Native $native, int $documents, int $seed): int
    {
        $out = fopen($file, 'w');
        $count = 0;
        foreach (Vectors::all($root) as $id => $vector) {
            $answer = $native->answer($vector['request']);
            if ($vector['expect'] !== null && $vector['expect'] !== $answer) {
                throw new \RuntimeException("the native core's answer to $id is not the vector's");
            }
            self::line($out, $id, $vector['request'], $answer);
            $count++;
        }
        foreach ($documents > 0 ? Documents::make($documents, $seed) : [] as $i => $request) {
            self::line($out, "document-$seed-$i", $request, $native->answer($request));
            $count++;
        }
        fclose($out);
        return $count;
    }

    /** @return \Generator<int, array{id: string, request: string, sha256: string}> */
    public static function read(string $file): \Generator
    {
        $in = fopen($file, 'r');
        while (($line = fgets($in)) !== false) {
            [$id, $request, $sha256] = explode(' ', rtrim($line));
            yield ['id' => $id, 'request' => base64_decode($request), 'sha256' => $sha256];
        }
    }

    /** @param resource $out */
    private static function line($out, string $id, string $request, string $answer): void
    {
        fwrite($out, "$id " . base64_encode($request) . ' ' . hash('sha256', $answer) . "\n");
    }
}
