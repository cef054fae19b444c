<?php

/** The lines of a request's head, the same over each wire. */

declare(strict_types=1);

namespace Makegood\Pull;

final class Headers
{
    /** @return list<string> */
    public static function of(Question $question): array
    {
        $lines = ['Accept: application/json', 'User-Agent: Makegood'];
        foreach ($question->headers as $name => $value) {
            $lines[] = $name . ': ' . str_replace(["\r", "\n"], '', $value);
        }
        return $lines;
    }
}
