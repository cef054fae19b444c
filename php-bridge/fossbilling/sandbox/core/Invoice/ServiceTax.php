<?php

/** Which tax a client pays: by state and country, by country, else the rule without either. */

declare(strict_types=1);

namespace Box\Mod\Invoice;

use FossSandbox\CoreService;
use FossSandbox\Rows;

class ServiceTax extends CoreService
{
    public function getTaxRateForClient($model, &$title = null)
    {
        Rows::expect($model, 'Client');
        [$title, $rate] = $this->rateFor($model);

        return $rate;
    }

    /** @return array{string, string|int} name and rate */
    public function rateFor(object $client): array
    {
        if (!$this->di['mod_service']('client')->isClientTaxable($client)) {
            return ['', 0];
        }
        $country = Rows::value($client, 'country');
        $tax = Rows::find('Tax', 'state = ? AND country = ?', [Rows::value($client, 'state'), $country])[0] ?? Rows::find('Tax', 'country = ?', [$country])[0]
            ?? Rows::find('Tax', "(state IS NULL OR state = '') AND (country IS NULL OR country = '')")[0] ?? null;

        return $tax === null ? ['', 0] : [(string) Rows::value($tax, 'name'), (string) Rows::value($tax, 'taxrate')];
    }
}
