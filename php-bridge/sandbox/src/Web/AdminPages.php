<?php

/** The admin area: addon modules, clients with balances, invoices, and the pages of the addon modules themselves. */

declare(strict_types=1);

namespace MakegoodSandbox\Web;

use MakegoodSandbox\Addons;
use MakegoodSandbox\Hooks;
use WHMCS\Database\Capsule;

final class AdminPages
{
    public static function home(): void
    {
        self::requireAdmin();
        $notice = ($_SERVER['REQUEST_METHOD'] ?? '') === 'POST' ? self::act() : '';
        $tables = self::modules() . self::clients() . self::invoices() . self::issues() . self::mails();
        self::show('Admin area', '<h1>Admin area</h1>' . $notice . Hooks::html('AdminHomepage') . $tables, 'index');
    }

    /** addonmodules.php?module=x: the module's own page, for roles that have access. */
    public static function addon(): void
    {
        self::requireAdmin();
        $name = (string) ($_GET['module'] ?? '');
        if (!in_array($name, Addons::active(), true)) {
            http_response_code(404);
            self::show('Addon Modules', '<p>This module is not active.</p>', 'addonmodules');

            return;
        }
        if (!Addons::mayUse($name, (int) $_SESSION['adminid'])) {
            http_response_code(403);
            self::show('Addon Modules', '<p>Access Denied</p>', 'addonmodules');

            return;
        }
        $vars = Addons::vars($name, "addonmodules.php?module=$name");
        // The module's output comes first: a module that ends the request (JSON, a file) sends no page around it.
        ob_start();
        Addons::invoke($name, 'output', $vars);
        $output = (string) ob_get_clean();
        $sidebar = Addons::has($name, 'sidebar') ? '<aside>' . Addons::invoke($name, 'sidebar', $vars) . '</aside>' : '';
        $title = Addons::config($name)['name'];
        self::show($title, '<h1>' . Html::text($title) . '</h1>' . $sidebar . $output, 'addonmodules');
    }

    private static function requireAdmin(): void
    {
        isset($_SESSION['adminid']) || Pages::redirect('/login');
    }

    private static function show(string $title, string $body, string $filename): void
    {
        $admin = Capsule::table('tbladmins')->where('id', $_SESSION['adminid'])->first();
        $vars = ['charset' => 'utf-8', 'template' => 'blend', 'adminid' => (int) $admin->id, 'admin_username' => $admin->username,
            'filename' => $filename, 'pagetitle' => $title];
        $vars = array_merge($vars, array_intersect_key(Hooks::merged('AdminAreaPage', $vars), $vars));
        $menu = ['/admin/' => 'Home'];
        foreach (Addons::active() as $name) {
            $menu['/admin/addonmodules.php?module=' . $name] = Addons::config($name)['name'];
        }
        Html::adminPage($title, $body, $menu, "$admin->firstname $admin->lastname", [
            'head' => Hooks::html('AdminAreaHeadOutput', $vars),
            'top' => Hooks::html('AdminAreaHeaderOutput', $vars),
            'bottom' => Hooks::html('AdminAreaFooterOutput', $vars),
        ]);
    }

    /** Activate, deactivate or save the settings of an addon module. */
    private static function act(): string
    {
        if (!check_token('WHMCS.admin.default')) {
            http_response_code(403);

            return '<p>Invalid Token</p>';
        }
        $name = (string) ($_POST['module'] ?? '');
        $answer = match ($_POST['do'] ?? '') {
            'activate' => Addons::activate($name),
            'deactivate' => Addons::deactivate($name),
            'save' => self::save($name),
            default => ['status' => 'error', 'description' => 'Unknown action'],
        };

        return '<p role="status"><strong>' . Html::text($answer['status']) . '</strong> ' . Html::text($answer['description']) . '</p>';
    }

    /** @return array{status: string, description: string} */
    private static function save(string $name): array
    {
        $given = array_map('strval', (array) ($_POST['fields'] ?? []));
        Addons::configure($name, $given, array_map('intval', (array) ($_POST['roles'] ?? [])));

        return ['status' => 'success', 'description' => 'Settings saved.'];
    }

    private static function modules(): string
    {
        $rows = [];
        foreach (Addons::present() as $name) {
            $config = Addons::config($name);
            $active = in_array($name, Addons::active(), true);
            $do = $active ? 'deactivate' : 'activate';
            $button = '<form method="post" class="inline">' . generate_token('form') . '<input type="hidden" name="module" value="' . $name
                . '"><button class="btn" name="do" value="' . $do . '">' . ucfirst($do) . '</button></form>';
            $form = $active ? self::settingsForm($name, $config) : '';
            $rows[] = [Html::text($config['name']), Html::text((string) $config['version']), $button, $form];
        }

        return Html::table('Addon modules', ['Module', 'Version', '', 'Settings'], $rows);
    }

    private static function settingsForm(string $name, array $config): string
    {
        $values = Addons::settings($name);
        $form = '<form method="post">' . generate_token('form') . '<input type="hidden" name="module" value="' . $name . '">';
        foreach ($config['fields'] as $key => $field) {
            $value = Html::text($values[$key] ?? (string) ($field['Default'] ?? ''));
            $input = $field['Type'] === 'yesno'
                ? '<input type="checkbox" name="fields[' . $key . ']" value="on"' . ($value === 'on' ? ' checked' : '') . '>'
                : '<input name="fields[' . $key . ']" value="' . $value . '">';
            $form .= '<p><label>' . Html::text((string) ($field['FriendlyName'] ?? $key)) . ' ' . $input . '</label></p>';
        }
        foreach ([1, 2] as $role) {
            $checked = in_array((string) $role, explode(',', $values['access'] ?? ''), true) ? ' checked' : '';
            $form .= '<label><input type="checkbox" name="roles[]" value="' . $role . '"' . $checked . "> role $role</label> ";
        }

        return $form . '<button class="btn btn-primary" name="do" value="save">Save Changes</button></form>';
    }

    private static function clients(): string
    {
        $rows = Capsule::table('tblclients')->orderBy('id')->get()->map(static fn (object $client): array => [
            (string) $client->id,
            Html::stored("$client->firstname $client->lastname"),
            Html::stored((string) $client->companyname),
            Html::text((string) $client->country),
            Html::price((string) $client->credit, (int) $client->currency),
        ])->all();

        return Html::table('Clients', ['Id', 'Name', 'Company', 'Country', '>Credit balance'], $rows);
    }

    private static function invoices(): string
    {
        $invoices = Capsule::table('tblinvoices as i')->join('tblclients as c', 'c.id', '=', 'i.userid')->orderByDesc('i.id')->limit(100);
        $rows = $invoices->get(['i.*', 'c.currency'])->map(static fn (object $row): array => [
            (string) $row->id,
            (string) $row->userid,
            (string) $row->date,
            (string) $row->duedate,
            (string) $row->status,
            Html::price((string) $row->credit, (int) $row->currency),
            Html::price((string) $row->total, (int) $row->currency),
        ])->all();

        return Html::table('Invoices', ['Id', 'Client', 'Date', 'Due', 'Status', '>Credit applied', '>Total'], $rows);
    }

    private static function issues(): string
    {
        $rows = Capsule::table('tblnetworkissues')->orderBy('id')->get()->map(static fn (object $row): array => [
            (string) $row->id,
            Html::stored((string) $row->title),
            (string) $row->server,
            (string) $row->startdate,
            (string) $row->enddate,
            Html::text((string) $row->status),
        ])->all();

        return Html::table('Network issues', ['Id', 'Title', 'Server', 'Start', 'End', 'Status'], $rows);
    }

    /** What would have been sent, as its reader would see it. */
    private static function mails(): string
    {
        $rows = Capsule::table('sandbox_mails')->orderByDesc('id')->limit(100)->get()->map(static fn (object $row): array => [
            (string) $row->sent,
            Html::text((string) $row->recipient),
            Html::text((string) $row->subject),
            nl2br(Html::text(html_entity_decode(strip_tags(str_replace('<br />', "\n", (string) $row->body)), ENT_QUOTES | ENT_HTML5, 'UTF-8'))),
        ])->all();

        return Html::table('E-mails', ['Sent', 'To', 'Subject', 'Message'], $rows);
    }
}
