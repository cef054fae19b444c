<?php

/** Temporary directories that end with the test. */

declare(strict_types=1);

namespace Makegood\Tests\Support;

trait Temp
{
    /** @var list<string> */
    private array $temporary = [];

    protected function temporaryDirectory(): string
    {
        $path = sys_get_temp_dir() . '/makegood-test-' . bin2hex(random_bytes(8));
        mkdir($path, 0700);
        return $this->temporary[] = $path;
    }

    /** @after */
    public function removeTemporary(): void
    {
        array_map(self::remove(...), $this->temporary);
        $this->temporary = [];
    }

    private static function remove(string $path): void
    {
        if (is_link($path) || !is_dir($path)) {
            @unlink($path);
            return;
        }
        @chmod($path, 0700);
        foreach (array_diff((array) scandir($path), ['.', '..']) as $name) {
            self::remove($path . '/' . $name);
        }
        @rmdir($path);
    }
}
