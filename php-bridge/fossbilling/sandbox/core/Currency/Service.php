<?php

/** Currencies: 0.7 asks the service by code, later lines ask a repository. Conversion is float times rate. */

declare(strict_types=1);

namespace Box\Mod\Currency;

use FossSandbox\CoreService;
use FossSandbox\Profile;
use FossSandbox\Rows;
use FossSandbox\UndocumentedUse;

class Service extends CoreService
{
    public function toBaseCurrency($foreign_code, $amount): float
    {
        $rate = (float) $this->rate((string) $foreign_code);

        return $rate == 0.0 ? (float) $amount : (float) $amount / $rate;
    }

    public function getByCode($code)
    {
        $this->only07('getByCode');

        return Rows::find('Currency', 'code = ?', [$code])[0] ?? null;
    }

    public function getRateByCode($code)
    {
        $this->only07('getRateByCode');

        return $this->rate((string) $code) ?? 1;
    }

    public function getDefault()
    {
        $this->only07('getDefault');

        return Rows::find('Currency', 'is_default = 1')[0] ?? null;
    }

    public function getCurrencyRepository(): CurrencyFinder
    {
        Profile::is('0.7') && throw new UndocumentedUse('0.7 has no getCurrencyRepository()');

        return new CurrencyFinder();
    }

    /** For the sandbox's core. */
    public function rate(string $code): ?string
    {
        $rate = Rows::sql('SELECT conversion_rate FROM currency WHERE code = ?', [$code])[0]['conversion_rate'] ?? null;

        return $rate === null ? null : (string) $rate;
    }

    public function defaultCode(): string
    {
        return (string) (Rows::sql('SELECT code FROM currency WHERE is_default = 1')[0]['code'] ?? 'USD');
    }

    private function only07(string $method): void
    {
        Profile::is('0.7') || throw new UndocumentedUse("only 0.7 has $method()");
    }
}
