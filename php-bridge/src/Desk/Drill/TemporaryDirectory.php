<?php

/** A private directory for the length of one piece of work: the lock of a run on a ledger in memory lies in it. */

declare(strict_types=1);

namespace Makegood\Desk\Drill;

use Makegood\Desk\UnableToDo;

final class TemporaryDirectory
{
    /**
     * @template T
     * @param callable(string): T $work
     * @return T
     */
    public static function with(callable $work): mixed
    {
        $path = rtrim(sys_get_temp_dir(), '/') . '/makegood-drill-' . bin2hex(random_bytes(16));
        if (!@mkdir($path, 0700)) {
            throw new UnableToDo('A drill needs a temporary directory, and PHP cannot make one in ' . sys_get_temp_dir() . '.');
        }
        try {
            return $work($path);
        } finally {
            self::remove($path);
        }
    }

    private static function remove(string $path): void
    {
        foreach (array_diff(@scandir($path) ?: [], ['.', '..']) as $name) {
            $inside = $path . '/' . $name;
            is_dir($inside) && !is_link($inside) ? self::remove($inside) : @unlink($inside);
        }
        @rmdir($path);
    }
}
