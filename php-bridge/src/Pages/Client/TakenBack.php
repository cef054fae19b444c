<?php

/** Credit that went back because the payment that it was given for was reversed: how much, of which month, why. */

declare(strict_types=1);

namespace Makegood\Pages\Client;

use Makegood\Instant;
use Makegood\Pages\Directory;
use Makegood\Pages\Html;
use Makegood\Pages\Site;

final class TakenBack
{
    /** @param array<string, string> $texts the language file */
    public function __construct(private readonly Site $site, private readonly string $client, private readonly array $texts)
    {
    }

    /** '' where there is none. */
    public function html(): string
    {
        $rows = '';
        $takings = $this->site->ledger()->reversals->ofClient($this->client);
        $names = $takings === [] ? [] : (new Directory($this->site->catalogue()))->services(array_map('strval', array_column($takings, 'service_id')));
        foreach ($takings as $row) {
            $rows .= '<li>' . Html::e(strtr($this->texts[$row['state'] === 'posted' ? 'client_taken_back' : 'client_taking_back'], [
                '{amount}' => $row['amount'] . ' ' . $row['currency'],
                '{service}' => $names[$row['service_id']] ?? 'service ' . $row['service_id'],
                '{month}' => preg_match('/^\d{4}-\d{2}$/D', (string) $row['period']) === 1 ? Months::name((string) $row['period'], $this->texts) : (string) $row['period'],
                '{reversed}' => $row['reversed'] . ' ' . $row['currency'],
                '{invoice}' => (string) $row['invoice_id'],
                '{day}' => substr(Instant::iso((int) $row['at_ms']), 0, 10),
            ])) . '</li>';
        }

        return $rows === '' ? '' : '<section class="card panel panel-default mb-3 mg-taken-back" aria-labelledby="mg-taken-back"><h3 class="card-header panel-heading h6" id="mg-taken-back">'
            . Html::e($this->texts['client_taken_title']) . '</h3><div class="card-body panel-body"><ul>' . $rows . '</ul></div></section>';
    }
}
