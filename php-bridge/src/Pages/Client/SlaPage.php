<?php

/** What is promised for one service: the policy in force in the core's words, with examples at what the service costs. */

declare(strict_types=1);

namespace Makegood\Pages\Client;

use Makegood\Api\Promises;
use Makegood\Desk\Describing;
use Makegood\Desk\InForce;
use Makegood\Pages\Directory;
use Makegood\Pages\Html;
use Makegood\Pages\Http\Trouble;
use Makegood\Pages\Names;
use Makegood\Pages\Site;
use Makegood\Pages\SlaText;
use Makegood\Panel\ServiceFacts;

final class SlaPage
{
    private const MONTH = 1;
    private const FEE = '100';
    /** A promise to a service that ended binds nobody. */
    private const STATES = ['active', 'suspended'];

    private readonly Links $links;

    /** @param array<string, string> $texts the language file */
    public function __construct(private readonly Site $site, private readonly string $client, private readonly array $texts)
    {
        $this->links = new Links($this->site->host()->clientPage());
    }

    /** @return array<string, mixed>|null escaped; null when the service is not this client's now, or nothing is promised yet */
    public function view(string $service): ?array
    {
        $isNamed = preg_match('/^[1-9]\d{0,17}$/D', $service) === 1;
        $facts = $isNamed && (new Promises($this->site->ledger()))->areMade() ? $this->site->catalogue()->facts($service) : null;
        if ($facts === null || $facts->clientId !== $this->client || !in_array($facts->state, self::STATES, true)) {
            return null;
        }
        $names = new Names(new Directory($this->site->catalogue()), $this->site->ledger());

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
        foreach ((new Promises($this->site->ledger()))->areMade() ? $this->site->ledger()->assignments->all() : [] as $row) {
            $bound[$row['scope'] . $row['scope_id']] = true;
        }
        $urls = [];
        foreach ($bound === [] ? [] : $this->site->catalogue()->services($services) as $id => $service) {
            $isTheirs = $service->clientId === $this->client && $service->isUsed;
            if ($isTheirs && (isset($bound['service' . $id]) || isset($bound['product' . $service->productId]))) {
                $urls[$id] = Html::e($this->links->page(['service' => (string) $id, 'sla' => 1]));
            }
        }

        return $urls;
    }

    /** @return string HTML */
    private function promise(ServiceFacts $facts): string
    {
        try {
            $policy = (new InForce($this->site->panel(), $this->site->engine(), $this->site->ledger()))->of($facts);
            if ($policy === null) {
                return '<p>' . Html::e($this->texts['client_sla_none']) . '</p>';
            }
            // What a longer cycle costs in a month is not divided here.
            $isOwn = $facts->recurringMonths === self::MONTH && $facts->recurringAmount !== null;
            $fee = $isOwn ? (string) $facts->recurringAmount : self::FEE;
            $described = (new Describing($this->site->engine()))->describe($policy['document'], $facts->currency, $fee);
        } catch (\Throwable $failure) {
            Trouble::log($this->site, 'the promise on the client page', $failure);

            return '<p role="alert">' . Html::e($this->texts['client_sla_unworded']) . '</p>';
        }
        $price = $isOwn || $facts->recurringMonths === null ? '' : '<p class="text-muted">' . Html::e(strtr($this->texts['client_sla_fee'], ['{fee}' => $fee . ' ' . $facts->currency])) . '</p>';

        return $price . (new SlaText($this->texts))->html($described, $facts->currency, 3);
    }
}
