<?php

/** index.php?m=makegood: the logged-in client's own credits, month by month, each with the steps that led to it. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Client;

use WHMCS\Authentication\CurrentUser;
use WHMCS\Module\Addon\Makegood\App;
use WHMCS\Module\Addon\Makegood\Directory;
use WHMCS\Module\Addon\Makegood\Explanation;
use WHMCS\Module\Addon\Makegood\Html;
use WHMCS\Module\Addon\Makegood\Texts;

final class CreditsPage
{
    /** @var array<string, string> */
    private readonly array $texts;

    /** @param array<string, mixed> $vars as the panel hands them over */
    public function __construct(array $vars)
    {
        $this->texts = Texts::from($vars['_lang'] ?? null);
    }

    /**
     * What the panel's client area wants. Every string in `vars` is HTML already, escaped here: whether the panel's template
     * engine escapes by itself is not documented, so the template prints them unfiltered.
     *
     * @return array{pagetitle: string, breadcrumb: array<string, string>, templatefile: string, requirelogin: bool, vars: array<string, mixed>}
     */
    public function answer(): array
    {
        return [
            'pagetitle' => $this->texts['client_title'],
            'breadcrumb' => ['index.php?m=makegood' => $this->texts['client_title']],
            'templatefile' => 'client',
            'requirelogin' => true,
            'vars' => ['mg' => $this->view()],
        ];
    }

    /** @return array<string, mixed> */
    private function view(): array
    {
        $view = ['texts' => array_map(Html::e(...), $this->texts), 'problem' => '', 'months' => []];
        $client = (new CurrentUser())->client();
        if ($client === null) {
            return $view;
        }
        try {
            $credits = new Credits((new App())->ledger(), new Directory(), new Explanation($this->texts), $this->texts);
            $view['months'] = $credits->of((string) $client->id);
        } catch (\Throwable $failure) {
            logActivity('Makegood: the credits page failed: ' . $failure::class . ': ' . $failure->getMessage());
            $view['problem'] = $view['texts']['client_unavailable'];
        }

        return $view;
    }
}
