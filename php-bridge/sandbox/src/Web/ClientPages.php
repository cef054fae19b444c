<?php

/** The client area: account, invoices, and the client pages of the addon modules, rendered by Smarty. */

declare(strict_types=1);

namespace MakegoodSandbox\Web;

use MakegoodSandbox\Addons;
use MakegoodSandbox\Assumptions;
use MakegoodSandbox\Billing\Invoices;
use MakegoodSandbox\Cents;
use MakegoodSandbox\Clock;
use MakegoodSandbox\Config;
use MakegoodSandbox\Hooks;
use MakegoodSandbox\Panel;
use WHMCS\Database\Capsule;
use WHMCS\Service\Service;
use WHMCS\Smarty;

final class ClientPages
{
    public static function home(): void
    {
        if (isset($_GET['m'])) {
            self::module((string) $_GET['m']);

            return;
        }
        $title = '<h1>' . Html::text(Config::get('CompanyName')) . '</h1>';
        self::show('Home', $title . '<p><a href="/clientarea.php">My account</a></p>', 'index');
    }

    /** Services, invoices and credit balance of the client who is logged in. */
    public static function account(): void
    {
        $client = self::requireClient();
        if (($_GET['action'] ?? '') === 'productdetails') {
            self::product($client, (int) ($_GET['id'] ?? 0));

            return;
        }
        $body = '<h1>' . Html::stored("$client->firstname $client->lastname") . '</h1><p>Credit balance: <strong>'
            . Html::price((string) $client->credit, (int) $client->currency) . '</strong></p>';
        self::show('Client Area', $body . self::services($client) . self::invoices($client), 'clientarea');
    }

    /** One service, with what modules add to its page. */
    private static function product(object $client, int $id): void
    {
        $service = Service::find($id);
        if ($service === null || (int) $service->userid !== (int) $client->id) {
            http_response_code(404);
            self::show('Product details', '<p>Service not found.</p>', 'clientarea');

            return;
        }
        $given = Assumptions::is('product-details.argument', 'list') ? ['service' => $service] : $service;
        $output = Hooks::html('ClientAreaProductDetailsOutput', ['service' => $given]);
        self::show('Product details', '<h1>' . Html::stored((string) $service->domain) . '</h1>' . $output . '<p>' . Html::text($service->domainstatus) . ', '
            . Html::price((string) $service->amount, (int) $client->currency) . ' ' . Html::text($service->billingcycle) . '</p>', 'clientarea', self::theme());
    }

    private static function services(object $client): string
    {
        $services = Capsule::table('tblhosting as h')->join('tblproducts as p', 'p.id', '=', 'h.packageid')
            ->where('h.userid', $client->id)->orderBy('h.id');
        $rows = $services->get(['h.*', 'p.name as product'])->map(static fn (object $row): array => [
            (string) $row->id,
            Html::stored($row->product),
            '<a href="/clientarea.php?action=productdetails&amp;id=' . $row->id . '">' . (Html::stored($row->domain) ?: 'details') . '</a>',
            $row->billingcycle,
            (string) $row->nextduedate,
            Html::text($row->domainstatus),
            Html::price((string) $row->amount, (int) $client->currency),
        ])->all();

        return Html::table('Services', ['Id', 'Product', 'Domain', 'Cycle', 'Next due', 'Status', '>Price'], $rows);
    }

    private static function invoices(object $client): string
    {
        $invoices = Capsule::table('tblinvoices')->where('userid', $client->id)->orderByDesc('id');
        $rows = $invoices->get()->map(static fn (object $row): array => [
            '<a href="/viewinvoice.php?id=' . $row->id . '">' . $row->id . '</a>',
            (string) $row->date,
            (string) $row->duedate,
            $row->status,
            Html::price((string) $row->credit, (int) $client->currency),
            Html::price((string) $row->total, (int) $client->currency),
        ])->all();

        return Html::table('Invoices', ['Id', 'Date', 'Due', 'Status', '>Credit applied', '>Total'], $rows);
    }

    /** One invoice. 9.x gives modules two slots on it (customAlert, escaped; invoiceQrHtml, raw); 8.x gives none. */
    public static function invoice(): void
    {
        $client = self::requireClient();
        $invoice = Invoices::find((int) ($_GET['id'] ?? 0));
        if ($invoice === null || (int) $invoice->userid !== (int) $client->id) {
            http_response_code(404);
            self::show('Invoice', '<p>Invoice not found.</p>', 'viewinvoice');

            return;
        }
        $given = Hooks::merged('ClientAreaPageViewInvoice', self::variables('Invoice', 'viewinvoice'));
        $slots = '';
        if (Panel::profile() >= 9) {
            $alert = (array) ($given['customAlert'] ?? []);
            $slots = $alert === [] ? '' : '<p role="status"><strong>' . Html::text((string) ($alert['title'] ?? '')) . '</strong> '
                . Html::text((string) ($alert['message'] ?? '')) . '</p>';
            $slots .= (string) ($given['invoiceQrHtml'] ?? '');
        }
        $price = static fn (string $amount): string => Html::price($amount, (int) $client->currency);
        $lines = Capsule::table('tblinvoiceitems')->where('invoiceid', $invoice->id)->orderBy('id')->get()
            ->map(static fn (object $row): array => [Html::stored($row->description), $price((string) $row->amount)])->all();
        $sums = [['Subtotal', $price((string) $invoice->subtotal)], ['Tax', $price((string) $invoice->tax)],
            ['Credit', $price((string) $invoice->credit)], ['Total', $price((string) $invoice->total)],
            ['Balance', $price(Cents::print(Invoices::balance((int) $invoice->id)))]];
        self::show("Invoice #$invoice->id", "<h1>Invoice #$invoice->id</h1><p>$invoice->status</p>" . $slots
            . Html::table('Lines', ['Description', '>Amount'], [...$lines, ...$sums]), 'viewinvoice');
    }

    /** index.php?m=x */
    private static function module(string $name): void
    {
        if (!in_array($name, Addons::active(), true) || !Addons::has($name, 'clientarea')) {
            http_response_code(404);
            self::show('Not found', '<p>This page does not exist.</p>', 'index');

            return;
        }
        $answer = (array) Addons::invoke($name, 'clientarea', Addons::vars($name, "index.php?m=$name"));
        $unknown = array_diff(array_keys($answer), ['pagetitle', 'breadcrumb', 'templatefile', 'requirelogin', 'forcessl', 'vars']);
        if ($unknown !== []) {
            throw new \MakegoodSandbox\UndocumentedUse("{$name}_clientarea answers unknown keys: " . implode(', ', $unknown));
        }
        if (!empty($answer['requirelogin'])) {
            self::requireClient();
        }
        $title = (string) ($answer['pagetitle'] ?? '');
        $page = self::variables($title, 'index');
        $page = array_merge($page, Hooks::merged('ClientAreaPage', $page), Hooks::merged('ClientAreaPageAddonModule', $page));
        $crumbs = '';
        foreach ((array) ($answer['breadcrumb'] ?? []) as $url => $label) {
            $crumbs .= ' / <a href="/' . Html::text((string) $url) . '">' . Html::text((string) $label) . '</a>';
        }
        $smarty = new Smarty();
        $smarty->setTemplateDir([Addons::directory($name), Addons::directory($name) . '/templates']);
        $smarty->escape_html = Assumptions::is('smarty.escape', 'on');
        $smarty->assign(array_merge($page, (array) ($answer['vars'] ?? [])));
        $html = $smarty->fetch($answer['templatefile'] . '.tpl');
        self::show($title, '<nav aria-label="Breadcrumb"><a href="/">Home</a>' . $crumbs . '</nav>' . $html, 'index', self::theme());
    }

    private static function requireClient(): object
    {
        isset($_SESSION['uid']) || Pages::redirect('/login');

        return Capsule::table('tblclients')->where('id', $_SESSION['uid'])->first();
    }

    /** Pages that show a module's HTML have the class names of the panel's theme. */
    private static function theme(): string
    {
        return '<style>' . file_get_contents(__DIR__ . '/client.css') . '</style>';
    }

    private static function show(string $title, string $body, string $filename, string $head = ''): void
    {
        $vars = self::variables($title, $filename);
        $nav = '<a href="/">Home</a><a href="/clientarea.php">My account</a>';
        foreach (Addons::active() as $name) {
            if (Addons::has($name, 'clientarea')) {
                $nav .= '<a href="/index.php?m=' . $name . '">' . Html::text(Addons::config($name)['name']) . '</a>';
            }
        }
        Html::page($title, $body, [
            'head' => $head . Hooks::html('ClientAreaHeadOutput', $vars),
            'top' => Hooks::html('ClientAreaHeaderOutput', $vars),
            'bottom' => Hooks::html('ClientAreaFooterOutput', $vars),
            'nav' => $nav . '<a href="/login">Log in</a>',
        ]);
    }

    /** @return array<string, mixed> the documented variables of every client page that the sandbox can fill */
    private static function variables(string $title, string $filename): array
    {
        return [
            'companyname' => Config::get('CompanyName'),
            'systemurl' => Config::get('SystemURL'),
            'charset' => 'utf-8',
            'pagetitle' => $title,
            'filename' => $filename,
            'template' => 'sandbox',
            'language' => 'english',
            'todaysdate' => getTodaysDate(),
            'date_day' => Clock::date('d'),
            'date_month' => Clock::date('m'),
            'date_year' => Clock::date('Y'),
            'WEB_ROOT' => '',
            'token' => generate_token('plain'),
            'servedOverSsl' => false,
        ];
    }
}
