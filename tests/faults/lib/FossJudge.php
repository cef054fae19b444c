<?php

/** What must be true of the books on FOSSBilling after whatever happened: every credit is on invoices, on the balance or still waits, once. */

declare(strict_types=1);

namespace MakegoodFaults;

final class FossJudge
{
    private const TAKEN = ['attaching', 'attached', 'booked'];

    /** @var list<string> */
    private array $faults = [];

    private function __construct(private readonly FossBooks $calm, private readonly FossBooks $books)
    {
    }

    /**
     * @param FossBooks $calm after a run that nobody disturbed, with everything posted
     * @param FossBooks $books when a cron has come after whatever happened
     * @return list<string> what is wrong, in words
     */
    public static function faults(FossBooks $calm, FossBooks $books): array
    {
        $judge = new self($calm, $books);
        $judge->everyPosting();
        $judge->everyLine();
        $judge->everyInvoice();
        $judge->everyClient();
        if ($books->facts !== $calm->facts) {
            $judge->faults[] = 'the entries differ from those of the calm run';
        }

        return $judge->faults;
    }

    /** Everything found its invoice in the end. @return list<string> */
    public static function left(FossBooks $end): array
    {
        $faults = [];
        foreach ($end->postings as $marker => $posting) {
            if ($posting['state'] !== 'posted' || $end->states[$posting['entry']] !== 'posted') {
                $faults[] = "$marker was left {$posting['state']}, its entry {$end->states[$posting['entry']]}";
            }
        }

        return $faults;
    }

    /** @return list<string> */
    public static function edited(FossBooks $before, FossBooks $after): array
    {
        return array_map(static fn (string $id): string => "entry $id was edited", array_keys(array_diff_assoc($before->entries, $after->entries)));
    }

    private function everyPosting(): void
    {
        foreach (array_diff_key($this->books->credits, $this->calm->postings) as $marker => $rows) {
            $this->faults[] = "a credit nobody planned: $marker";
        }
        foreach ($this->calm->postings as $marker => $expected) {
            $posting = $this->books->postings[$marker] ?? null;
            if ($posting === null) {
                $this->faults[] = "no posting $marker";
                continue;
            }
            [$posting['client'], $posting['units']] === [$expected['client'], $expected['units']] || $this->faults[] = "posting $marker is another one";
            $credits = $this->books->credits[$marker] ?? [];
            count($credits) > 1 && $this->faults[] = "two credits for $marker";
            foreach ($credits as $row) {
                $row === ['client' => $expected['client'], 'units' => $expected['units']] || $this->faults[] = "credit $marker is not what was planned";
            }
            $taken = $this->units($marker, self::TAKEN);
            $credits !== [] && $taken > 0 && $this->faults[] = "$marker is on the balance and on an invoice";
            $taken > $expected['units'] && $this->faults[] = "$marker: more than it on invoices";
            $this->stateOf($marker, $posting, count($credits));
        }
    }

    /** @param array<string, mixed> $posting */
    private function stateOf(string $marker, array $posting, int $credits): void
    {
        $booked = $this->units($marker, ['booked']);
        $isAll = $credits === 1 || $booked === $posting['units'];
        $fault = match ($posting['state']) {
            'posted' => $isAll ? '' : "is posted with $booked of {$posting['units']} on approved invoices",
            'ready' => $isAll ? 'is not posted though all of it is there' : '',
            'review' => 'is parked, though nothing was in doubt',
            default => 'was left ' . $posting['state'],
        };
        $fault === '' || $this->faults[] = "$marker $fault";
        $entry = $this->books->states[$posting['entry']];
        $entry === $posting['state'] || $this->faults[] = "$marker is {$posting['state']}, its entry $entry";
    }

    /** Each part that counts is one line of its invoice, and each line counts. */
    private function everyLine(): void
    {
        $lines = [];
        foreach ($this->books->lines as $line) {
            isset($lines[$line['rel_id']]) && $this->faults[] = "two lines {$line['rel_id']}";
            $lines[$line['rel_id']] = $line;
        }
        foreach ($this->books->parts as $part) {
            $line = $lines[$part['line_key']] ?? null;
            $isThere = $line !== null && !in_array($line['status'], ['refunded', 'canceled'], true) && !($line['refunded'] && $line['status'] === 'paid');
            $part['state'] === 'attaching' && $this->faults[] = "part {$part['id']} was left attaching";
            if ($part['state'] === 'returned') {
                $isThere && $this->faults[] = "part {$part['id']} came back, and its line is there";
            } elseif (!$isThere) {
                $this->faults[] = "part {$part['id']} is {$part['state']} without its line";
            } elseif ([(string) $line['invoice_id'], (string) $line['id'], -Units::of($line['price'])] !== [(string) $part['panel_invoice'], (string) $part['panel_item'], Units::of($part['net'])]) {
                $this->faults[] = "part {$part['id']} is not its line";
            }
            unset($lines[$part['line_key']]);
        }
        foreach ($lines as $key => $line) {
            $this->faults[] = "line $key on invoice {$line['invoice_id']} counts nowhere";
        }
        foreach (array_filter(array_count_values($this->books->returns), static fn (int $n): bool => $n > 1) as $key => $n) {
            $this->faults[] = "line $key came back twice";
        }
        $keys = array_column($this->books->parts, 'line_key');
        count($keys) === count(array_unique($keys)) || $this->faults[] = 'two parts with one key';
    }

    private function everyInvoice(): void
    {
        $gross = [];
        foreach ($this->books->parts as $part) {
            if ($part['state'] !== 'returned') {
                $gross[$part['panel_invoice']] = ($gross[$part['panel_invoice']] ?? 0) + Units::of($part['gross']);
            }
        }
        foreach ($this->books->invoices as $id => $invoice) {
            if ($invoice['status'] === 'refunded') {
                continue;
            }
            if ($invoice['least'] < 0) {
                $this->faults[] = "invoice $id is below zero";
            }
            if (isset($gross[$id]) && $invoice['without'] - $invoice['total'] !== $gross[$id]) {
                $this->faults[] = "invoice $id is less by " . ($invoice['without'] - $invoice['total']) . ", its parts say {$gross[$id]}";
            }
        }
    }

    /** The second proof, without markers and keys: what the panel's own rows give a client, and what waits, is what was decided. */
    private function everyClient(): void
    {
        $sums = [];
        foreach ($this->books->postings as $marker => $posting) {
            $sums[$posting['client']] = ($sums[$posting['client']] ?? 0) + $posting['units'];
            if (($this->books->credits[$marker] ?? []) === []) {
                $sums[$posting['client']] -= $posting['units'] - $this->units($marker, self::TAKEN);
            }
        }
        $refunded = array_column(array_filter($this->books->lines, static fn (array $line): bool => (bool) $line['refunded'] && $line['status'] === 'paid'), 'invoice_id');
        foreach ($this->books->invoices as $id => $invoice) {
            if (!in_array($invoice['status'], ['refunded', 'canceled'], true) && !in_array((string) $id, array_map('strval', $refunded), true)) {
                $sums[$invoice['client']] = ($sums[$invoice['client']] ?? 0) - ($invoice['without'] - $invoice['total']);
            }
        }
        foreach ($this->books->credits as $rows) {
            foreach ($rows as $row) {
                $sums[$row['client']] = ($sums[$row['client']] ?? 0) - $row['units'];
            }
        }
        foreach (array_filter($sums) as $client => $units) {
            $this->faults[] = "client $client has $units ten-thousandths too " . ($units > 0 ? 'little' : 'much');
        }
    }

    /** @param list<string> $states */
    private function units(string $marker, array $states): int
    {
        $sum = 0;
        foreach ($this->books->parts as $part) {
            $sum += $part['marker'] === $marker && in_array($part['state'], $states, true) ? Units::of($part['gross']) : 0;
        }

        return $sum;
    }
}
