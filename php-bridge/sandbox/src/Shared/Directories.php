<?php

/** Whole directories: copied, removed. Needs nothing else of a sandbox. */

declare(strict_types=1);

namespace MakegoodSandbox\Shared;

final class Directories
{
    /** Copies a directory over the target, which is removed first. */
    public static function copy(string $from, string $to): void
    {
        self::remove($to);
        mkdir($to, 0755, true);
        $files = self::below($from, \RecursiveIteratorIterator::SELF_FIRST);
        foreach ($files as $file) {
            $target = $to . '/' . $files->getSubPathname();
            $file->isDir() ? mkdir($target, 0755) : copy($file->getPathname(), $target);
        }
    }

    public static function remove(string $directory): void
    {
        if (is_link($directory) || !is_dir($directory)) {
            is_link($directory) && unlink($directory);

            return;
        }
        foreach (self::below($directory, \RecursiveIteratorIterator::CHILD_FIRST) as $file) {
            $file->isDir() && !$file->isLink() ? rmdir($file->getPathname()) : unlink($file->getPathname());
        }
        rmdir($directory);
    }

    private static function below(string $directory, int $order): \RecursiveIteratorIterator
    {
        return new \RecursiveIteratorIterator(new \RecursiveDirectoryIterator($directory, \FilesystemIterator::SKIP_DOTS), $order);
    }
}
