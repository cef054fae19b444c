<?php

/** Tax of an invoice: rates by the client's country, exclusive or inclusive, rounded per line or on the sum. */

declare(strict_types=1);

namespace MakegoodSandbox\Billing;

use MakegoodSandbox\Cents;
use MakegoodSandbox\Config;
use WHMCS\Database\Capsule;

final class Tax
{
    /** @return array{string, string} rates of both levels in percent with three decimals; the rule with the lowest id of a level counts */
    public static function ratesOf(int $clientId): array
    {
        $client = Capsule::table('tblclients')->where('id', $clientId)->first(['taxexempt', 'state', 'country']);
        if (Config::get('TaxEnabled') !== 'on' || (int) $client->taxexempt === 1) {
            return ['0.000', '0.000'];
        }
        $rates = [];
        foreach ([1, 2] as $level) {
            $rule = Capsule::table('tbltax')->where('level', $level)->whereIn('country', ['', $client->country])
                ->whereIn('state', ['', $client->state])->orderBy('id')->first(['taxrate']);
            $rates[] = $rule === null ? '0.000' : (string) $rule->taxrate;
        }

        return $rates;
    }

    /**
     * Subtotal and both taxes in hundredths. Inclusive amounts hold their tax: the subtotal is what remains without it.
     *
     * @param list<array{cents: int, taxed: bool}> $lines
     *
     * @return array{subtotal: int, tax: int, tax2: int}
     */
    public static function split(array $lines, string $rate, string $rate2): array
    {
        $inclusive = strtolower(Config::get('TaxType')) === 'inclusive';
        [$first, $second] = [self::thousandths($rate), self::thousandths($rate2)];
        $sum = array_sum(array_column($lines, 'cents'));
        $bases = array_column(array_filter($lines, static fn (array $line): bool => $line['taxed']), 'cents');
        if (Config::get('TaxPerLineItem') !== 'on') {
            $bases = [array_sum($bases)];
        }
        $whole = 100_000 + ($inclusive ? $first + $second : 0);
        [$tax, $tax2] = [0, 0];
        foreach ($bases as $base) {
            $tax += Cents::share($base, $first, $whole);
            $tax2 += Cents::share($base, $second, $whole);
        }

        return ['subtotal' => $inclusive ? $sum - $tax - $tax2 : $sum, 'tax' => $tax, 'tax2' => $tax2];
    }

    /** "20.000" → 20000 */
    private static function thousandths(string $rate): int
    {
        [$whole, $rest] = explode('.', $rate) + [1 => ''];

        return (int) ($whole . str_pad(substr($rest, 0, 3), 3, '0'));
    }
}
