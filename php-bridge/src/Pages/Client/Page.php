<?php

/**
 * The client page: the client's own services, what is down now, what comes next; with service and period, one month of one
 * service; with service and sla, what is promised for it; with refund, asking for money back and following that.
 */

declare(strict_types=1);

namespace Makegood\Pages\Client;

use Makegood\Pages\Html;
use Makegood\Pages\Http\Mount;
use Makegood\Pages\Http\Trouble;
use Makegood\Pages\Shown;
use Makegood\Pages\Site;
use Makegood\Pages\Texts;

final class Page
{
    /** @var array<string, string> */
    private readonly array $texts;

    public function __construct(private readonly Site $site)
    {
        $this->texts = Texts::forClient($site->host()->texts());
    }

    public function answer(): Shown
    {
        $view = $this->view();

        return new Shown($this->texts['client_title'], (new Markup\Page(array_map(Html::e(...), $this->texts)))->html($view), $view['view']['said']['status'] ?? 200);
    }

    /** @return array{zone: string, problem: string, mount: string, view: array<string, mixed>|null} HTML strings: every text was escaped here */
    private function view(): array
    {
        $view = ['zone' => Html::e(strtr($this->texts['ui_times_in'], ['{zone}' => date_default_timezone_get()])), 'problem' => '', 'mount' => '', 'view' => null];
        try {
            $client = $this->site->host()->client();
            if ($client === null) {
                $view['problem'] = $this->site->host()->isClientLoggedIn() ? Html::e($this->texts['client_forbidden']) : '';

                return $view;
            }
            $view['view'] = $this->asked($client);
            $view['mount'] = Mount::html($this->site, 'client');
            $view['problem'] = $view['view'] === null ? Html::e($this->texts['client_not_found']) : '';
        } catch (\Throwable $failure) {
            Trouble::log($this->site, 'the credits page', $failure);
            $view['problem'] = Html::e($this->texts['client_unavailable']);
        }

        return $view;
    }

    /** @return array<string, mixed>|null null when it is not this client's, or is not */
    private function asked(string $client): ?array
    {
        $request = $this->site->host()->request();
        $service = $request->text('service');
        $view = match (true) {
            $request->asks('refund') => (new Refund\Flow($this->site, $client, $this->texts))->view(),
            $service === null => (new Overview($this->site, $client, $this->texts))->services($request->text('page'), $request->text('before')),
            $request->asks('sla') => (new SlaPage($this->site, $client, $this->texts))->view($service),
            default => (new MonthPage($this->site, $client, $this->texts))->view($service, (string) $request->text('period')),
        };

        return $view === null ? null : $view + ['isSla' => false, 'isRefund' => false, 'said' => null, 'claim' => null];
    }
}
