<?php

/** Makes the bean classes Model_… of 0.7 and 0.8; there are none in main. */

declare(strict_types=1);

namespace FossSandbox;

final class Models
{
    public static function declare(string $class): void
    {
        $name = substr($class, 6);
        if (!isset(Records::all()[$name]) || !Records::isBean($name)) {
            return;
        }
        $constants = '';
        foreach (Records::constants($name) as $constant => $word) {
            $constants .= "public const $constant = '$word'; ";
        }
        eval("class $class extends \\FossSandbox\\Bean { $constants}");
    }
}
