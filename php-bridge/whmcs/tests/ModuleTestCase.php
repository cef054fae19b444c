<?php

/** What most tests of the module do: open an admin page, send a form, look at the ledger. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests;

use Makegood\Ledger\Ledger;
use MakegoodSandbox\Addons;
use PHPUnit\Framework\TestCase;
use WHMCS\Database\Capsule;
use WHMCS\Module\Addon\Makegood\Panel\WhmcsPanel;

abstract class ModuleTestCase extends TestCase
{
    use WithPanel;

    protected function ledger(): Ledger
    {
        return Ledger::ofPanel(new WhmcsPanel());
    }

    /** @return list<string> texts of the activity log that our guard or the panel wrote about a failure */
    protected function failuresLogged(): array
    {
        return Capsule::table('tblactivitylog')->where('description', 'like', '%failed%')->pluck('description')->all();
    }

    /** The admin page as HTML. @param array<string, string> $query */
    protected function page(string $tab, array $query = []): string
    {
        $_GET = ['module' => 'makegood', 'tab' => $tab] + $query;
        $_POST = [];
        $_SERVER['REQUEST_METHOD'] = 'GET';

        return $this->output();
    }

    /** Sends a form of the admin page, values HTML-escaped as the panel does it. @param array<string, string> $fields */
    protected function send(string $tab, string $action, array $fields, ?string $token = null): string
    {
        $_GET = ['module' => 'makegood', 'tab' => $tab];
        $_POST = array_map(
            static fn (string $value): string => htmlspecialchars($value, ENT_QUOTES, 'UTF-8'),
            ['token' => $token ?? generate_token('plain'), 'do' => $action] + $fields,
        );
        $_SERVER['REQUEST_METHOD'] = 'POST';

        return $this->output();
    }

    private function output(): string
    {
        ob_start();
        try {
            Addons::invoke('makegood', 'output', Addons::vars('makegood', 'addonmodules.php?module=makegood'));
        } finally {
            $html = (string) ob_get_clean();
        }

        return $html;
    }

    /** @return list<string> what an HTML parser has to say against a page, but for elements it is too old to know */
    protected static function faults(string $html): array
    {
        libxml_use_internal_errors(true);
        libxml_clear_errors();
        $document = new \DOMDocument();
        $document->loadHTML('<!DOCTYPE html><html><head><meta charset="utf-8"><title>t</title></head><body>' . $html . '</body></html>');
        $faults = [];
        foreach (libxml_get_errors() as $error) {
            if (preg_match('/Tag (nav|time|details|summary|section|figure|figcaption|svg|text|line|rect|path|makegood-\w+) invalid/', $error->message) !== 1) {
                $faults[] = trim($error->message) . ' in line ' . $error->line;
            }
        }
        $ids = [];
        foreach ($document->getElementsByTagName('*') as $element) {
            if ($element->hasAttribute('id') && isset($ids[$element->getAttribute('id')])) {
                $faults[] = 'id twice: ' . $element->getAttribute('id');
            }
            $ids[$element->getAttribute('id')] = true;
        }

        return $faults;
    }
}
