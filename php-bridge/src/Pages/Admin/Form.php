<?php

/** Forms of the admin page: always POST, always with the token, the action's name from the closed list. */

declare(strict_types=1);

namespace Makegood\Pages\Admin;

use Makegood\Pages\Address;
use Makegood\Pages\Html;
use Makegood\Pages\Http\Token;

final class Form
{
    /** @param array<string, string|int> $stay what the page that a form comes back to was asked for */
    public function __construct(
        private readonly Address $page,
        private readonly string $tab,
        private readonly string $token,
        private readonly array $stay = [],
    ) {
    }

    /** Forms that come back to a part of this tab. @param array<string, string|int> $query */
    public function staying(array $query): self
    {
        return new self($this->page, $this->tab, $this->token, $query);
    }

    /**
     * @param array<string, string|int> $hidden name → value
     * @param string                    $fields HTML
     */
    public function of(string $action, array $hidden, string $fields, string $button, string $kind = 'primary'): string
    {
        return $this->open($action, $hidden, 'mg-form') . $fields . '<p class="mg-send">' . self::submit($button, 'btn-' . $kind) . '</p></form>';
    }

    /**
     * A form with several buttons: what was pressed is `ask`.
     *
     * @param array<string, string|int> $hidden  name → value
     * @param string                    $fields  HTML
     * @param array<string, string>     $buttons `ask` → text; the first is what Enter presses, the one whose `ask` is empty does it
     */
    public function asking(string $action, array $hidden, string $fields, array $buttons): string
    {
        // Enter presses the first button of a form: it must not be one that stands inside the fields.
        $enter = '<button type="submit" class="sr-only" name="ask" value="' . Html::e((string) array_key_first($buttons)) . '" tabindex="-1" aria-hidden="true"></button>';
        $html = '';
        foreach ($buttons as $ask => $text) {
            $html .= self::press((string) $ask, $text, 'btn-' . ($ask === '' ? 'primary' : 'default')) . ' ';
        }

        return $this->open($action, $hidden, 'mg-form') . $enter . $fields . '<p class="mg-send">' . $html . '</p></form>';
    }

    /** One more button inside such a form. */
    public static function press(string $ask, string $text, string $class = 'btn-default btn-xs'): string
    {
        return '<button type="submit" class="btn ' . $class . '" name="ask" value="' . Html::e($ask) . '">' . Html::e($text) . '</button>';
    }

    /**
     * A form of one line.
     *
     * @param array<string, string|int> $hidden name → value
     * @param string                    $fields HTML
     */
    public function button(string $action, array $hidden, string $button, string $fields = '', string $kind = 'default'): string
    {
        return $this->open($action, $hidden, 'form-inline mg-inline') . $fields . ' ' . self::submit($button, 'btn-' . $kind . ' btn-xs') . '</form>';
    }

    /**
     * A question that changes nothing: GET, to this tab.
     *
     * @param array<string, string|int> $hidden name → value
     * @param string                    $fields HTML
     */
    public function ask(array $hidden, string $fields, string $button, string $fragment = ''): string
    {
        $html = '<form method="get" class="form-inline mg-ask" action="' . Html::e($this->page->path() . $fragment) . '">';
        foreach ($this->page->query() + ['tab' => $this->tab] + $hidden as $name => $value) {
            $html .= '<input type="hidden" name="' . Html::e((string) $name) . '" value="' . Html::e((string) $value) . '">';
        }

        return $html . $fields . ' ' . self::submit($button, 'btn-default') . '</form>';
    }

    /** A link to this tab or another one. @param array<string, string|int> $query */
    public function url(array $query, ?string $tab = null, string $fragment = ''): string
    {
        return $this->page->with(['tab' => $tab ?? $this->tab] + $query) . $fragment;
    }

    /** An address of the module's JSON endpoints. @param array<string, string|int> $query */
    public function api(string $name, array $query = []): string
    {
        return $this->page->with(['api' => $name] + $query);
    }

    private static function submit(string $text, string $class): string
    {
        return '<button type="submit" class="btn ' . $class . '">' . Html::e($text) . '</button>';
    }

    /** @param array<string, string|int> $hidden */
    private function open(string $action, array $hidden, string $class): string
    {
        Actions::known($action);
        $html = '<form method="post" class="' . $class . '" action="' . Html::e($this->url($this->stay)) . '">'
            . Token::field($this->token) . '<input type="hidden" name="do" value="' . Html::e($action) . '">';
        foreach ($hidden as $name => $value) {
            $html .= '<input type="hidden" name="' . Html::e($name) . '" value="' . Html::e($value) . '">';
        }

        return $html;
    }
}
