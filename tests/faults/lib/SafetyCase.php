<?php

/**
 * Kills around the safety catch: runs above a limit that a person lets through or refuses, and a panel that goes to dry run and back.
 * Whatever dies where, nothing goes out against a person's word, and in the end the books are those of the undisturbed run.
 */

declare(strict_types=1);

namespace MakegoodFaults;

final class SafetyCase extends PanelCase
{
    /** @return array<string, mixed> the case with its figures and faults */
    public function run(Books $calm): array
    {
        $started = microtime(true);
        $this->fresh();
        $killed = match ($this->case['story']) {
            'release', 'refuse' => $this->heldRun($calm),
            'dry' => $this->dryBetween(),
            'flip' => $this->dryAtTheClaim(),
        };
        $end = $this->settleDown();
        $this->faults = [...$this->faults, ...Judge::faults($calm, $killed, $end, $this->case['story'] === 'flip' ? '' : (string) $this->case['point'])];

        return $this->result($started, $end);
    }

    /** Nothing goes out without a word; the word may be cut off, too. */
    private function heldRun(Books $calm): Books
    {
        $this->mustWork($this->desk('limits'), 'setting limits');
        $atDesk = $this->case['point'] === 'case.decided';
        $atDesk || $this->mustDie($this->cron(self::NOW, $this->plan()));
        $this->twoCrons();
        $this->mustBeHeld(count($calm->postings));
        $word = $this->case['story'] === 'release' ? 'accept' : 'refuse';
        if ($atDesk) {
            $this->mustDie($this->desk($word, $this->plan()));
            $this->mustBeHeld(count($calm->postings));
        }
        $this->mustWork($this->desk($word), $word);
        if ($word === 'refuse') {
            $this->twoCrons();
            $this->books()->credits === [] || $this->faults[] = 'a refused run went out';
            $this->mustWork($this->desk('releaseLines'), 'releasing lines');
        }

        return $this->books();
    }

    /** A cron dies, a person goes to dry run: recovery may find a credit that is there, nobody makes one. */
    private function dryBetween(): Books
    {
        $this->mustDie($this->cron(self::NOW, $this->plan()));
        $this->mustWork($this->desk('goDry'), 'dry run');
        $killed = $this->books();
        $this->twoCrons();
        $dry = $this->books();
        [count($dry->credits), count($dry->entries)] === [count($killed->credits), count($killed->entries)] || $this->faults[] = 'dry run made a credit or an entry';
        $this->mustWork($this->desk('goLive'), 'going live');

        return $killed;
    }

    /** Dry run comes while a cron stands before its claim: it goes on and posts nothing more. */
    private function dryAtTheClaim(): Books
    {
        $cron = $this->cron(self::NOW, ['then' => 'pause'] + $this->plan());
        $this->until(fn (): bool => file_exists("$this->dir/dead") || !$cron->running(), self::PATIENCE_S);
        $before = $this->books();
        $this->mustWork($this->desk('goDry'), 'dry run');
        touch("$this->dir/release");
        $this->mustWork($cron, 'the paused cron');
        file_exists("$this->dir/dead") || $this->faults[] = 'nobody came to the point';
        count($this->books()->credits) === count($before->credits) || $this->faults[] = 'a credit went out in dry run';
        $this->mustWork($this->desk('goLive'), 'going live');

        return $before;
    }

    /** @return array<string, mixed> */
    private function plan(): array
    {
        return ['point' => $this->case['point'], 'hit' => $this->case['hit'], 'then' => 'kill'];
    }

    private function twoCrons(): void
    {
        $this->mustWork($this->cron(self::NOW, []), 'a cron');
        $this->mustWork($this->cron(self::NOW, []), 'a second cron');
    }

    private function mustBeHeld(int $count): void
    {
        $pdo = $this->store->open($this->slot);
        $one = static fn (string $sql): int => (int) $pdo->query($sql)->fetchColumn();
        $held = $one('SELECT COUNT(*) FROM mod_makegood_postings WHERE held_run IS NOT NULL');
        $asked = $one("SELECT COUNT(*) FROM mod_makegood_postings WHERE held_run IN (SELECT run_id FROM mod_makegood_cases WHERE kind = 'run' AND state = 'open')");
        [$held, $asked] === [$count, $count] || $this->faults[] = "of $count postings $held are held, $asked with an open case";
        $this->books()->credits === [] || $this->faults[] = 'a held run went out';
    }
}
