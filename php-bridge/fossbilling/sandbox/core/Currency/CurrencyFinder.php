<?php

/** The currency repository's questions of 0.8 and main. */

declare(strict_types=1);

namespace Box\Mod\Currency;

use FossSandbox\Panel;
use FossSandbox\Rows;
use FossSandbox\UndocumentedUse;

class CurrencyFinder
{
    public function findOneByCode(string $code): ?object
    {
        return Rows::find('Currency', 'code = ?', [$code])[0] ?? null;
    }

    public function findDefault(): ?object
    {
        return Rows::find('Currency', 'is_default = 1')[0] ?? null;
    }

    public function getRateByCode(string $code): ?float
    {
        $rate = Panel::container()['mod_service']('currency')->rate($code);

        return $rate === null ? null : (float) $rate;
    }

    public function __call(string $name, array $arguments): never
    {
        throw new UndocumentedUse("the currency repository has no documented $name()");
    }
}
