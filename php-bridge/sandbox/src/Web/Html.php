<?php

/** Pieces of plain HTML that the panel's pages share. */

declare(strict_types=1);

namespace MakegoodSandbox\Web;

use MakegoodSandbox\Clock;

final class Html
{
    private const STYLE = <<<'CSS'
        body { font: 15px/1.45 system-ui, sans-serif; margin: 0; color: #1d2733; background: #f4f6f8 }
        header, main, footer { max-width: 75rem; margin: auto; padding: .8rem 1.2rem }
        header { background: #1a4d80; color: #fff; max-width: none }
        header a { color: #fff; margin-right: 1rem }
        main { background: #fff; min-height: 60vh; overflow-x: auto }
        table { border-collapse: collapse; margin: .5rem 0 1.5rem; width: 100% }
        th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid #dde3e9; vertical-align: top }
        td.amount, th.amount { text-align: right; font-variant-numeric: tabular-nums }
        form.inline { display: inline }
        footer { color: #5a6775; font-size: .85rem }
        CSS;

    /** Text that is stored unescaped. */
    public static function text(string $text): string
    {
        return htmlspecialchars($text, ENT_QUOTES, 'UTF-8');
    }

    /** Names come out of the database escaped already: decode once, escape once. */
    public static function stored(string $text): string
    {
        return self::text(html_entity_decode($text, ENT_QUOTES | ENT_HTML5, 'UTF-8'));
    }

    /** An amount in the panel's format of a currency. */
    public static function price(string $amount, int $currencyId): string
    {
        return self::text((string) formatCurrency($amount, $currencyId));
    }

    /**
     * The admin area's frame: a bar, a menu, the content.
     *
     * @param array<string, string>                              $menu  path → title; the first that begins the page's address is current
     * @param array{head: string, top: string, bottom: string} $slots HTML of the hook outputs
     */
    public static function adminPage(string $title, string $body, array $menu, string $who, array $slots): void
    {
        header('Content-Type: text/html; charset=utf-8');
        $here = (string) ($_SERVER['REQUEST_URI'] ?? '');
        $links = '';
        foreach ($menu as $path => $name) {
            $current = str_contains($path, '?') ? str_starts_with($here, $path) : $here === $path;
            $links .= '<li><a href="' . self::text($path) . '"' . ($current ? ' aria-current="page"' : '') . '>' . self::text($name) . '</a></li>';
        }
        $time = Clock::timestamp() . ' ' . date_default_timezone_get();
        echo '<!DOCTYPE html>', "\n", '<html lang="en"><head><meta charset="utf-8"><title>', self::text($title), '</title>',
        '<meta name="viewport" content="width=device-width,initial-scale=1"><style>', file_get_contents(__DIR__ . '/admin.css'), '</style>', $slots['head'],
        '</head><body>', $slots['top'], '<header><div class="sbx-top"><strong>Harbour Hosting</strong><span>', self::text($who),
        ' · <a href="/login">Log in as someone else</a></span></div><nav class="sbx-menu" aria-label="Main"><ul>', $links, '</ul></nav></header>',
        '<main class="sbx-main">', $body, "</main><footer class=\"sbx-foot\">Sandbox panel. Its clock says $time.</footer>", $slots['bottom'], '</body></html>';
    }

    /** @param array{head?: string, top?: string, bottom?: string, nav?: string} $slots HTML of the hook outputs */
    public static function page(string $title, string $body, array $slots = []): void
    {
        header('Content-Type: text/html; charset=utf-8');
        $slots += ['head' => '', 'top' => '', 'bottom' => '', 'nav' => '<a href="/">Home</a><a href="/login">Log in</a>'];
        $time = Clock::timestamp() . ' ' . date_default_timezone_get();
        echo '<!DOCTYPE html>', "\n", '<html lang="en"><head><meta charset="utf-8"><title>', self::text($title), '</title>',
        '<meta name="viewport" content="width=device-width,initial-scale=1"><style>', self::STYLE, '</style>', $slots['head'], '</head>',
        '<body>', $slots['top'], '<header><nav aria-label="Main">', $slots['nav'], '</nav></header><main>', $body, '</main>',
        "<footer>Sandbox panel. Its clock says $time.</footer>", $slots['bottom'], '</body></html>';
    }

    /**
     * @param list<string>       $head column titles; a leading > sets the column to the right
     * @param list<list<string>> $rows cells, HTML already
     */
    public static function table(string $caption, array $head, array $rows): string
    {
        $class = static fn (string $title): string => str_starts_with($title, '>') ? ' class="amount"' : '';
        $html = '<h2>' . self::text($caption) . '</h2><div class="table-responsive" role="region" tabindex="0" aria-label="' . self::text($caption) . '"><table class="table table-striped"><thead><tr>';
        foreach ($head as $title) {
            $html .= '<th scope="col"' . $class($title) . '>' . self::text(ltrim($title, '>')) . '</th>';
        }
        $html .= '</tr></thead><tbody>';
        foreach ($rows as $row) {
            $html .= '<tr>';
            foreach (array_values($row) as $i => $cell) {
                $html .= '<td' . $class($head[$i] ?? '') . '>' . $cell . '</td>';
            }
            $html .= '</tr>';
        }

        return $html . '</tbody></table></div>';
    }
}
