<?php

/** The global functions of the panel that modules call. */

declare(strict_types=1);

if (!function_exists('__trans')) {
    /** The sandbox speaks English: the text with its placeholders filled in. */
    function __trans(string $text, ?array $values = null): string
    {
        $plain = static fn (mixed $value): string => is_scalar($value) || $value instanceof \Stringable ? (string) $value : '';

        return $values === null ? $text : strtr($text, array_map($plain, $values));
    }
}
