<?php

/** The frame of every admin page: tabs, messages, the module's own small style sheet. Works without scripts. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Admin;

use WHMCS\Module\Addon\Makegood\Html;

final class Layout
{
    /**
     * @param array<string, string> $tabs     tab → title
     * @param list<string>          $notices  HTML
     * @param list<string>          $problems texts
     */
    public static function page(string $moduleLink, array $tabs, string $current, array $notices, array $problems, string $body): string
    {
        $html = '<style>' . file_get_contents(__DIR__ . '/admin.css') . '</style><div class="makegood">'
            . '<nav aria-label="Makegood"><ul class="mg-tabs">';
        foreach ($tabs as $tab => $title) {
            $here = $tab === $current ? ' aria-current="page"' : '';
            $html .= '<li><a href="' . Html::e($moduleLink . '&tab=' . $tab) . '"' . $here . '>' . Html::e($title) . '</a></li>';
        }
        $html .= '</ul></nav>';
        foreach ($problems as $problem) {
            $html .= '<p class="mg-problem" role="alert">' . Html::e($problem) . '</p>';
        }
        foreach ($notices as $notice) {
            $html .= '<div class="mg-notice" role="status">' . $notice . '</div>';
        }

        return $html . $body . '</div>';
    }
}
