<?php

/** One kill: a prepared panel is copied, a cron dies at a named point, further crons run unaided, the books are judged. */

declare(strict_types=1);

namespace MakegoodFaults;

final class KillCase extends PanelCase
{
    /** A run that nobody disturbs. @return array{books: Books, hits: array<string, int>} */
    public function calm(): array
    {
        $this->fresh();
        $this->cron(self::NOW, ['count' => true])->wait(self::PATIENCE_S);
        $hits = json_decode((string) @file_get_contents("$this->dir/hits.json"), true);
        $books = $this->settleDown();
        if (!is_array($hits) || $this->faults !== []) {
            throw new \RuntimeException('the undisturbed run failed: ' . implode('; ', $this->faults) . "\n" . @file_get_contents("$this->dir/cron-1.log"));
        }

        return ['books' => $books, 'hits' => $hits];
    }

    /** @return array<string, mixed> the case with its figures and faults */
    public function run(Books $calm): array
    {
        $started = microtime(true);
        $this->fresh();
        $this->case['crons'] === 2 ? $this->stopOneOfTwo() : $this->killOne();
        $killed = $this->books();
        $end = $this->settleDown();
        $this->faults = [...$this->faults, ...Judge::faults($calm, $killed, $end, $this->case['then'] === 'pause' ? '' : (string) $this->case['point'])];

        return $this->result($started, $end);
    }
}
