<?php

/** Forms of the admin page: always POST, always with the token, the action's name from the closed list. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Admin;

use WHMCS\Module\Addon\Makegood\Html;

final class Form
{
    public function __construct(
        private readonly string $moduleLink,
        private readonly string $tab,
    ) {
    }

    /**
     * @param array<string, string|int> $hidden name → value
     * @param string                    $fields HTML
     */
    public function of(string $action, array $hidden, string $fields, string $button): string
    {
        return $this->open($action, $hidden, 'mg-form') . $fields . '<p><button type="submit">' . Html::e($button) . '</button></p></form>';
    }

    /**
     * A form of one line.
     *
     * @param array<string, string|int> $hidden name → value
     * @param string                    $fields HTML
     */
    public function button(string $action, array $hidden, string $button, string $fields = ''): string
    {
        return $this->open($action, $hidden, 'mg-inline') . $fields . ' <button type="submit">' . Html::e($button) . '</button></form>';
    }

    /** A link to this tab or another one. @param array<string, string|int> $query */
    public function url(array $query, ?string $tab = null): string
    {
        return $this->moduleLink . '&tab=' . ($tab ?? $this->tab) . ($query === [] ? '' : '&' . http_build_query($query));
    }

    /** @param array<string, string|int> $hidden */
    private function open(string $action, array $hidden, string $class): string
    {
        Actions::known($action);
        $html = '<form method="post" class="' . $class . '" action="' . Html::e($this->moduleLink . '&tab=' . $this->tab) . '">'
            . Token::field() . '<input type="hidden" name="do" value="' . Html::e($action) . '">';
        foreach ($hidden as $name => $value) {
            $html .= '<input type="hidden" name="' . Html::e($name) . '" value="' . Html::e($value) . '">';
        }

        return $html;
    }
}
