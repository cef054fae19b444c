<?php

/**
 * index.php?m=makegood: the client's own services, what is down now, what comes next; with service and period, one month of one
 * service; with service and sla, what is promised for it.
 */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Client;

use WHMCS\Module\Addon\Makegood\Html;
use WHMCS\Module\Addon\Makegood\Http\Mount;
use WHMCS\Module\Addon\Makegood\Http\Trouble;
use WHMCS\Module\Addon\Makegood\Texts;

final class Page
{
    /** @var array<string, string> */
    private readonly array $texts;

    /** @param array<string, mixed> $vars as the panel hands them over */
    public function __construct(private readonly array $vars)
    {
        $this->texts = Texts::forClient($vars['_lang'] ?? null);
    }

    /**
     * What the panel's client area wants. Every string in `vars` is HTML already, escaped here: whether the panel's template
     * engine escapes by itself is not documented, so the templates print them unfiltered.
     *
     * @return array{pagetitle: string, breadcrumb: array<string, string>, templatefile: string, requirelogin: bool, vars: array<string, mixed>}
     */
    public function answer(): array
    {
        $service = is_string($_GET['service'] ?? null) ? $_GET['service'] : null;
        $period = is_string($_GET['period'] ?? null) ? $_GET['period'] : '';

        return [
            'pagetitle' => $this->texts['client_title'],
            'breadcrumb' => ['index.php?m=makegood' => $this->texts['client_title']],
            'templatefile' => 'client',
            'requirelogin' => true,
            'vars' => ['mg' => $this->view($service, $period)],
        ];
    }

    /** @return array<string, mixed> */
    private function view(?string $service, string $period): array
    {
        $view = [
            'texts' => array_map(Html::e(...), $this->texts),
            'zone' => Html::e(strtr($this->texts['ui_times_in'], ['{zone}' => date_default_timezone_get()])),
            'problem' => '',
            'css' => (string) file_get_contents(__DIR__ . '/client.css'),
            'mount' => '',
            'view' => null,
        ];
        try {
            $client = Viewer::clientId();
            if ($client === null) {
                $view['problem'] = Viewer::isLoggedIn() ? $view['texts']['client_forbidden'] : '';

                return $view;
            }
            $view['view'] = match (true) {
                $service === null => (new Overview($client, $this->texts))->services($_GET['page'] ?? null, $_GET['before'] ?? null),
                isset($_GET['sla']) => (new SlaPage($client, $this->texts))->view($service),
                default => (new MonthPage($client, $this->texts))->view($service, $period),
            };
            $view['view'] === null || $view['view'] += ['isSla' => false, 'said' => null, 'claim' => null];
            $view['mount'] = Mount::html($this->vars, 'client');
            $view['problem'] = $view['view'] === null ? $view['texts']['client_not_found'] : '';
        } catch (\Throwable $failure) {
            Trouble::log('the credits page', $failure);
            $view['problem'] = $view['texts']['client_unavailable'];
        }

        return $view;
    }
}
