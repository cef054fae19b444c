<?php

/** An amount as the panel shows it: the currency's prefix, suffix and one of four number formats. Digits are moved, not computed. */

declare(strict_types=1);

namespace WHMCS\View\Formatter;

use MakegoodSandbox\Cents;
use WHMCS\Database\Capsule;

final class Price
{
    private readonly int $cents;

    /** @param array{id: int, code: string, prefix: string, suffix: string, format: int, rate: string} $currency */
    public function __construct(string|int|float $amount, private readonly array $currency)
    {
        $this->cents = Cents::parse(is_float($amount) ? number_format($amount, 2, '.', '') : $amount);
    }

    /** @return array{id: int, code: string, prefix: string, suffix: string, format: int, rate: string} */
    public static function currency(?int $clientId, ?int $currencyId): array
    {
        if ($clientId !== null) {
            $currencyId = (int) Capsule::table('tblclients')->where('id', $clientId)->value('currency');
        }
        $rows = Capsule::table('tblcurrencies');
        $row = ($currencyId === null || $currencyId === 0 ? $rows->where('default', 1) : $rows->where('id', $currencyId))->first();
        if ($row === null) {
            throw new \InvalidArgumentException("no currency with id $currencyId");
        }

        return ['id' => (int) $row->id, 'code' => $row->code, 'prefix' => $row->prefix, 'suffix' => $row->suffix,
            'format' => (int) $row->format, 'rate' => (string) $row->rate];
    }

    public function toNumeric(): string
    {
        return Cents::print($this->cents);
    }

    public function toPrefixed(): string
    {
        return $this->currency['prefix'] . $this->digits();
    }

    public function toSuffixed(): string
    {
        return $this->digits() . $this->currency['suffix'];
    }

    public function toFull(): string
    {
        return $this->currency['prefix'] . $this->digits() . $this->currency['suffix'];
    }

    public function __toString(): string
    {
        return $this->toFull();
    }

    private function digits(): string
    {
        [$whole, $rest] = explode('.', Cents::print(abs($this->cents)));
        $grouped = static fn (string $mark): string => strrev(implode($mark, str_split(strrev($whole), 3)));

        return ($this->cents < 0 ? '-' : '') . match ($this->currency['format']) {
            2 => $grouped(',') . '.' . $rest,
            3 => $grouped('.') . ',' . $rest,
            4 => $grouped(','),
            default => $whole . '.' . $rest,
        };
    }
}
