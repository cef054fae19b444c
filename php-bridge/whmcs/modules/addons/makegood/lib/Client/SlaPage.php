<?php

/** What is promised for one service: the policy in force in the core's words, with examples at what the service costs. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Client;

use Makegood\Api\Promises;
use Makegood\Desk\Describing;
use Makegood\Desk\InForce;
use Makegood\Panel\ServiceFacts;
use WHMCS\Database\Capsule;
use WHMCS\Module\Addon\Makegood\App;
use WHMCS\Module\Addon\Makegood\Directory;
use WHMCS\Module\Addon\Makegood\Html;
use WHMCS\Module\Addon\Makegood\Http\Trouble;
use WHMCS\Module\Addon\Makegood\Names;
use WHMCS\Module\Addon\Makegood\Panel\ServiceReader;
use WHMCS\Module\Addon\Makegood\SlaText;

final class SlaPage
{
    private const MONTH = 1;
    private const FEE = '100';
    /** A promise to a service that ended binds nobody. */
    private const STATES = ['active', 'suspended'];

    private readonly App $app;

    private readonly Links $links;

    /** @param array<string, string> $texts the language file */
    public function __construct(private readonly string $client, private readonly array $texts)
    {
        $this->app = new App();
        $this->links = new Links();
    }

    /** @return array<string, mixed>|null escaped; null when the service is not this client's now, or nothing is promised yet */
    public function view(string $service): ?array
    {
        $isNamed = preg_match('/^[1-9]\d{0,17}$/D', $service) === 1;
        $facts = $isNamed && (new Promises($this->app->ledger()))->areMade() ? (new ServiceReader())->one($service) : null;
        if ($facts === null || $facts->clientId !== $this->client || !in_array($facts->state, self::STATES, true)) {
            return null;
        }
        $names = new Names(new Directory(), $this->app->ledger());

        return [
            'isSla' => true,
            'back' => Html::e($this->links->page()),
            'heading' => Html::e(strtr($this->texts['client_sla_of'], ['{service}' => $names->service($service, $this->client)])),
            'promise' => $this->promise($facts),
        ];
    }

    /**
     * Addresses of such pages, for services of theirs that a policy is assigned to.
     *
     * @param list<string> $services
     *
     * @return array<string, string> service → address, escaped
     */
    public function links(array $services): array
    {
        $bound = [];
        foreach ((new Promises($this->app->ledger()))->areMade() ? $this->app->ledger()->assignments->all() : [] as $row) {
            $bound[$row['scope'] . $row['scope_id']] = true;
        }
        $urls = [];
        $rows = $bound === [] ? [] : Capsule::table('tblhosting')->where('userid', (int) $this->client)->whereIn('id', array_map('intval', $services))
            ->whereIn('domainstatus', array_map(ucfirst(...), self::STATES))->get(['id', 'packageid']);
        foreach ($rows as $row) {
            if (isset($bound['service' . $row->id]) || isset($bound['product' . $row->packageid])) {
                $urls[(string) $row->id] = Html::e($this->links->page(['service' => (string) $row->id, 'sla' => 1]));
            }
        }

        return $urls;
    }

    /** @return string HTML */
    private function promise(ServiceFacts $facts): string
    {
        try {
            $policy = (new InForce($this->app->panel(), $this->app->engine(), $this->app->ledger()))->of($facts);
            if ($policy === null) {
                return '<p>' . Html::e($this->texts['client_sla_none']) . '</p>';
            }
            // What a longer cycle costs in a month is not divided here.
            $isOwn = $facts->recurringMonths === self::MONTH && $facts->recurringAmount !== null;
            $fee = $isOwn ? (string) $facts->recurringAmount : self::FEE;
            $described = (new Describing($this->app->engine()))->describe($policy['document'], $facts->currency, $fee);
        } catch (\Throwable $failure) {
            Trouble::log('the promise on the client page', $failure);

            return '<p role="alert">' . Html::e($this->texts['client_sla_unworded']) . '</p>';
        }
        $price = $isOwn || $facts->recurringMonths === null ? '' : '<p class="text-muted">' . Html::e(strtr($this->texts['client_sla_fee'], ['{fee}' => $fee . ' ' . $facts->currency])) . '</p>';

        return $price . (new SlaText($this->texts))->html($described, $facts->currency, 3);
    }
}
