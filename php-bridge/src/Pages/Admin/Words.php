<?php

/** Numbers, months and terms of the contract as the admin pages say them; the administrator's pages are in English. */

declare(strict_types=1);

namespace Makegood\Pages\Admin;

use Makegood\Pages\Explanation;

final class Words
{
    private const MILLION = 1_000_000;
    private const ORDINALS = [1 => 'first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth'];
    private const ROUTES = ['accountCredit' => 'to the account\'s credit balance', 'invoiceLine' => 'onto the next invoices', 'carry' => 'kept for the next credit', 'review' => 'waits for a person'];
    private const MINUTE_MS = 60_000;

    /** 1, "line" → "1 line"; 16, "line" → "16 lines"; 2, "delivery", "deliveries" for what does not take an s. */
    public static function count(int|string $number, string $one, ?string $many = null): string
    {
        return $number . ' ' . self::noun($number, $one, $many);
    }

    public static function noun(int|string $number, string $one, ?string $many = null): string
    {
        return (string) $number === '1' ? $one : $many ?? $one . 's';
    }

    /** "2026-03" → "March 2026"; "R000012", which stands there for a refund, → "refund 12", "B000001" → "reversal 1"; anything else unchanged. */
    public static function month(string $period): string
    {
        $number = self::caseOf($period);
        if ($number !== null) {
            return ($period[0] < 'R' ? 'reversal ' : 'refund ') . $number;
        }
        $month = \DateTimeImmutable::createFromFormat('!Y-m', $period, new \DateTimeZone('UTC'));

        return $month === false ? $period : $month->format('F Y');
    }

    /** The same in a column: a month stays "2026-03". */
    public static function period(string $period): string
    {
        return self::caseOf($period) === null ? $period : self::month($period);
    }

    /** The number of the refund or of the reversal that stands for a month (see Run\RefundRecording, Run\Reversing); null: it is a month. */
    public static function caseOf(string $period): ?string
    {
        if (preg_match('/^[B-Z]\d{6}$/D', $period) !== 1) {
            return null;
        }

        return (string) ((ord($period[0]) - ord($period[0] < 'R' ? 'B' : 'R')) * self::MILLION + (int) substr($period, 1));
    }

    /** The first entry of a month, the second … */
    public static function ordinal(int $n): string
    {
        return self::ORDINALS[$n] ?? 'number ' . $n;
    }

    public static function route(string $route): string
    {
        return self::ROUTES[$route] ?? $route;
    }

    /** How long something lasts so far: in minutes, nobody waits for the seconds. */
    public static function lasting(int $ms): string
    {
        return $ms < self::MINUTE_MS ? 'less than a minute' : Explanation::duration($ms - $ms % self::MINUTE_MS);
    }
}
