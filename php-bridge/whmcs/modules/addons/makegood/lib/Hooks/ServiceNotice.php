<?php

/** A few words on a service's own page: it is down now, or a credit for it is on its way. Reads the ledger; computes nothing. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Hooks;

use Makegood\Api\Answers;
use Makegood\Api\Promises;
use Makegood\Api\Reads;
use Makegood\Ledger\Lookups;
use WHMCS\Authentication\CurrentUser;
use WHMCS\Database\Capsule;
use WHMCS\Module\Addon\Makegood\App;
use WHMCS\Module\Addon\Makegood\Client\Links;
use WHMCS\Module\Addon\Makegood\Client\Upcoming;
use WHMCS\Module\Addon\Makegood\Client\Viewer;
use WHMCS\Module\Addon\Makegood\Directory;
use WHMCS\Module\Addon\Makegood\Html;
use WHMCS\Module\Addon\Makegood\Names;
use WHMCS\Module\Addon\Makegood\Texts;

final class ServiceNotice
{
    private const ON_ITS_WAY = ['pending', 'posting'];

    /** @param mixed $given the service's model, or a list that holds it: the documentation and published modules disagree */
    public static function html(mixed $given): string
    {
        $service = is_array($given) ? ($given['service'] ?? null) : $given;
        $id = is_object($service) ? (int) $service->id : 0;
        $client = $id < 1 ? null : Viewer::clientId();
        if ($client === null || (string) Capsule::table('tblhosting')->where('id', $id)->value('userid') !== $client) {
            return '';
        }
        $texts = self::texts();
        $app = new App();
        $lines = [];
        $down = self::outage($app, $client, (string) $id);
        if ($down !== null) {
            $text = $texts[$down['status'] === 'confirmed' ? 'client_notice_down' : 'client_notice_reported'];
            $lines[] = strtr(Html::e($text), ['{since}' => Upcoming::instant($down['since'])]);
        }
        if (self::hasCreditComing($app, $client, (string) $id)) {
            $lines[] = Html::e($texts['client_notice_forecast']);
        }

        return $lines === [] ? '' : '<div class="alert alert-' . ($down === null ? 'info' : 'warning') . '" role="status">' . implode('<br>', $lines)
            . ' ' . Html::link((new Links())->page(), $texts['client_notice_link']) . '</div>';
    }

    /** @return array{since: string, status: string}|null what the notice of the client page says of this service */
    private static function outage(App $app, string $client, string $service): ?array
    {
        $ledger = $app->ledger();
        if ($ledger->outages->open() === []) {
            return null;
        }
        $notice = (new Reads($app->panel(), $ledger, new Names(new Directory(), $ledger), null))->notice($client);
        foreach ($notice['services'] as $row) {
            if ((string) $row['service'] === $service) {
                return ['since' => (string) $row['since'], 'status' => (string) $row['status']];
            }
        }

        return null;
    }

    /** Decided and not yet posted, or what the last run expects for a month that is not decided; nothing that waits for a person. */
    private static function hasCreditComing(App $app, string $client, string $service): bool
    {
        $ledger = $app->ledger();
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

    /** Hooks are not given the language file, so it is found by the client's own language. @return array<string, string> */
    private static function texts(): array
    {
        $language = (string) ((new CurrentUser())->client()->language ?? '');
        $file = dirname(__DIR__, 2) . '/lang/' . $language . '.php';
        $_ADDONLANG = [];
        if (preg_match('/^[a-z][a-z-]*$/D', $language) === 1 && is_file($file)) {
            require $file;
        }

        return Texts::from($_ADDONLANG);
    }
}
