<?php

/** The frame of every admin page: tabs, messages, the module's own small style sheet. Works without scripts. */

declare(strict_types=1);

namespace Makegood\Pages\Admin;

use Makegood\Pages\Address;
use Makegood\Pages\Html;

final class Layout
{
    /**
     * @param array<string, string> $tabs     tab → title
     * @param array<string, int>    $counts   tab → number beside its title, when above 0
     * @param list<string>          $notices  HTML
     * @param list<string>          $problems texts
     * @param string                $mount    HTML: what the web components start from
     */
    public static function page(
        Address $page,
        array $tabs,
        string $current,
        array $counts,
        array $notices,
        array $problems,
        string $body,
        string $mount,
    ): string {
        $html = '<style>' . file_get_contents(__DIR__ . '/admin.css') . file_get_contents(dirname(__DIR__) . '/Refund/quote.css') . '</style><div class="makegood">'
            . '<nav aria-label="Makegood"><ul class="nav nav-tabs">';
        foreach ($tabs as $tab => $title) {
            $here = $tab === $current;
            $html .= '<li' . ($here ? ' class="active"' : '') . '><a href="' . Html::e($page->with(['tab' => $tab])) . '"' . ($here ? ' aria-current="page"' : '') . '>'
                . Html::e($title) . (($counts[$tab] ?? 0) > 0 ? ' <span class="badge">' . $counts[$tab] . '</span>' : '') . '</a></li>';
        }
        $html .= '</ul></nav><p class="mg-zone">Times are in ' . Html::e(date_default_timezone_get()) . '.</p><div class="mg-page" id="mg-notices">';
        foreach ($problems as $problem) {
            $html .= '<div class="alert alert-danger mg-problem" role="alert">' . Html::e($problem) . '</div>';
        }
        foreach ($notices as $notice) {
            $html .= '<div class="alert alert-success mg-notice" role="status">' . $notice . '</div>';
        }

        return $html . $body . '</div></div>' . $mount;
    }
}
