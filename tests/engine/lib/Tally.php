<?php

/** Counts rows and says which failed, with the evidence. */

declare(strict_types=1);

namespace MakegoodEngineTests;

final class Tally
{
    private int $passed = 0;
    private int $failed = 0;

    public function row(string $id, bool $holds, string $what, string $evidence = ''): void
    {
        $holds ? $this->passed++ : $this->failed++;
        printf("%s %s: %s\n", $holds ? 'ok    ' : 'FAILED', $id, $what);
        if (!$holds && $evidence !== '') {
            echo '       ', substr($evidence, 0, 2500), "\n";
        }
    }

    /** @return int the exit code */
    public function end(): int
    {
        printf("%d passed, %d failed\n", $this->passed, $this->failed);
        return $this->failed > 0 || $this->passed === 0 ? 1 : 0;
    }
}
