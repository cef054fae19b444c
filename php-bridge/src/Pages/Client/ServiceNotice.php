<?php

/** A few words on a service's own page: it is down now, or a credit for it is on its way. Reads the ledger; computes nothing. */

declare(strict_types=1);

namespace Makegood\Pages\Client;

use Makegood\Api\Answers;
use Makegood\Api\Promises;
use Makegood\Api\Reads;
use Makegood\Ledger\Lookups;
use Makegood\Pages\Directory;
use Makegood\Pages\Html;
use Makegood\Pages\Names;
use Makegood\Pages\Site;
use Makegood\Pages\Texts;

final class ServiceNotice
{
    private const ON_ITS_WAY = ['pending', 'posting'];

    public function __construct(private readonly Site $site)
    {
    }

    /** @return string HTML; '' when there is nothing to say. Whose the service is was asked before. */
    public function html(string $client, string $service): string
    {
        $texts = Texts::forClient($this->site->host()->texts());
        $lines = [];
        $down = $this->outage($client, $service);
        if ($down !== null) {
            $text = $texts[$down['status'] === 'confirmed' ? 'client_notice_down' : 'client_notice_reported'];
            $lines[] = strtr(Html::e($text), ['{since}' => Upcoming::instant($down['since'])]);
        }
        if ($this->hasCreditComing($client, $service)) {
            $lines[] = Html::e($texts['client_notice_forecast']);
        }

        return $lines === [] ? '' : '<div class="alert alert-' . ($down === null ? 'info' : 'warning') . '" role="status">' . implode('<br>', $lines)
            . ' ' . Html::link($this->site->host()->clientPage()->text, $texts['client_notice_link']) . '</div>';
    }

    /** @return array{since: string, status: string}|null what the notice of the client page says of this service */
    private function outage(string $client, string $service): ?array
    {
        $ledger = $this->site->ledger();
        if ($ledger->outages->open() === []) {
            return null;
        }
        $notice = (new Reads($this->site->panel(), $ledger, new Names(new Directory($this->site->catalogue()), $ledger), null))->notice($client);
        foreach ($notice['services'] as $row) {
            if ((string) $row['service'] === $service) {
                return ['since' => (string) $row['since'], 'status' => (string) $row['status']];
            }
        }

        return null;
    }

    /** Decided and not yet posted, or what the last run expects for a month that is not decided; nothing that waits for a person. */
    private function hasCreditComing(string $client, string $service): bool
    {
        $ledger = $this->site->ledger();
        $promises = new Promises($ledger);
        if (!$promises->areMade()) {
            return false;
        }
        $coming = [];
        foreach ((new Lookups($ledger->db))->creditsOf($client, PHP_INT_MAX) as $row) {
            if ((string) $row['service_id'] === $service && in_array($row['posting_state'], self::ON_ITS_WAY, true) && $row['held_run'] === null) {
                $coming[] = (string) $row['period'];
            }
        }
        foreach ($ledger->forecasts->ofClient($client) as $forecast) {
            foreach (Answers::results((string) $forecast['answer']) as $result) {
                if ((string) $result['service'] === $service && $result['posting'] !== null && $promises->ofMonth((string) $result['period'])) {
                    $coming[] = (string) $result['period'];
                }
            }
        }

        return array_filter($coming, static fn (string $period): bool => !$ledger->holds->isHeld($service, $period)) !== [];
    }
}
