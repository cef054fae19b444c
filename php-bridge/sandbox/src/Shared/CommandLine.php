<?php

/** Reads "--name=value", "--name value" and bare "--name" from the command line; refuses names that the command does not know. */

declare(strict_types=1);

namespace MakegoodSandbox\Shared;

final class CommandLine
{
    /**
     * @param list<string>          $argv
     * @param array<string, string> $defaults known names with their values when they are not given
     * @param list<string>          $flags    names without a value
     *
     * @return array{array<string, string>, list<string>} options, and the words that are none
     */
    public static function options(array $argv, array $defaults, array $flags = []): array
    {
        $options = $defaults;
        $words = [];
        for ($i = 1; $i < count($argv); ++$i) {
            if (!str_starts_with($argv[$i], '--')) {
                $words[] = $argv[$i];
                continue;
            }
            [$name, $value] = explode('=', substr($argv[$i], 2), 2) + [1 => null];
            if (!array_key_exists($name, $defaults) && !in_array($name, $flags, true)) {
                fwrite(STDERR, "unknown option --$name; known: --" . implode(' --', [...array_keys($defaults), ...$flags]) . "\n");
                exit(2);
            }
            $options[$name] = in_array($name, $flags, true) ? '1' : ($value ?? (string) ($argv[++$i] ?? ''));
        }
        if (($options['now'] ?? '') !== '') {
            putenv('SANDBOX_NOW=' . $options['now']);
        }

        return [$options, $words];
    }
}
