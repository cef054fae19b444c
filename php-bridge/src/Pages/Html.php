<?php

/**
 * The module's only way to print text into a page: everything that is not a literal of this folder goes through e().
 * The class names are those of Bootstrap 3, which the panel's admin area loads.
 */

declare(strict_types=1);

namespace Makegood\Pages;

final class Html
{
    private const LABELS = ['good' => 'label-success', 'bad' => 'label-danger', 'wait' => 'label-warning', 'info' => 'label-info', 'plain' => 'label-default'];

    /** Text → HTML, safe in content and in quoted attributes; bytes that are not UTF-8 become U+FFFD. */
    public static function e(string|int|null $text): string
    {
        return htmlspecialchars((string) $text, ENT_QUOTES | ENT_SUBSTITUTE | ENT_HTML5, 'UTF-8');
    }

    /**
     * A table. Cells are HTML already (made with e() or the helpers here). Where it is too wide it scrolls by itself, so it takes the
     * keyboard; on a phone its rows are cards, each cell with its column's name before it.
     *
     * @param string             $caption a leading . hides it from eyes: where the box around it says the same
     * @param list<string>       $heads texts; a leading > sets the column to the right
     * @param list<list<string>> $rows  HTML cells
     */
    public static function table(string $caption, array $heads, array $rows, string $empty): string
    {
        $hidden = str_starts_with($caption, '.');
        if ($rows === []) {
            return ($hidden ? '' : '<h3>' . self::e($caption) . '</h3>') . '<p class="text-muted">' . self::e($empty) . '</p>';
        }
        $words = ltrim($caption, '.');
        $html = '<div class="table-responsive" role="region" tabindex="0" aria-label="' . self::e($words) . '"><table class="table table-striped table-condensed mg-table mg-stacks">'
            . '<caption' . ($hidden ? ' class="sr-only"' : '') . '>' . self::e($words) . '</caption><thead><tr>';
        $columns = [];
        foreach ($heads as $i => $head) {
            $right = str_starts_with($head, '>') ? ' class="text-right"' : '';
            $columns[$i] = $right . ' data-label="' . self::e(ltrim($head, '>')) . '"';
            $html .= '<th scope="col"' . $right . '>' . self::e(ltrim($head, '>')) . '</th>';
        }
        $html .= '</tr></thead><tbody>';
        foreach ($rows as $cells) {
            $html .= '<tr>';
            foreach ($cells as $i => $cell) {
                $html .= '<td' . ($columns[$i] ?? '') . '>' . $cell . '</td>';
            }
            $html .= '</tr>';
        }

        return $html . '</tbody></table></div>';
    }

    /**
     * A definition list.
     *
     * @param array<string, string> $pairs term (text) → description (HTML)
     */
    public static function facts(array $pairs): string
    {
        $html = '<dl class="dl-horizontal mg-facts">';
        foreach ($pairs as $term => $description) {
            $html .= '<dt>' . self::e((string) $term) . '</dt><dd>' . $description . '</dd>';
        }

        return $html . '</dl>';
    }

    /** A coloured word: kind is one of good, bad, wait, info, plain. The word says it all, the colour only helps. */
    public static function badge(string $word, string $kind = 'plain'): string
    {
        return '<span class="label ' . (self::LABELS[$kind] ?? self::LABELS['plain']) . '">' . self::e($word) . '</span>';
    }

    /** A long sum or marker in a cell: one line, cut off for the eye only; the whole of it is in the title and can be copied. */
    public static function hash(string $text): string
    {
        return '<code class="mg-hash" title="' . self::e($text) . '">' . self::e($text) . '</code>';
    }

    /** A box with a title. @param string $body HTML @param string $aside HTML beside the title */
    public static function panel(string $title, string $body, string $kind = 'default', string $id = '', string $aside = ''): string
    {
        return '<section class="panel panel-' . self::e($kind) . '"' . ($id === '' ? '' : ' id="' . self::e($id) . '"') . '>'
            . '<div class="panel-heading"><h3 class="panel-title">' . self::e($title) . '</h3>' . $aside . '</div><div class="panel-body">' . $body . '</div></section>';
    }

    /** A message. @param string $body HTML @param string $kind info, success, warning or danger */
    public static function alert(string $kind, string $body): string
    {
        $role = in_array($kind, ['danger', 'warning'], true) ? 'alert' : 'status';

        return '<div class="alert alert-' . self::e($kind) . '" role="' . $role . '">' . $body . '</div>';
    }

    /** A labelled input. $attributes: name → value; true prints the bare attribute, false and null print nothing. */
    public static function input(string $label, string $name, string $id, array $attributes = []): string
    {
        $attributes += ['type' => 'text'];

        return '<span class="mg-field"><label for="' . self::e($id) . '">' . self::e($label) . '</label> '
            . '<input class="form-control" id="' . self::e($id) . '" name="' . self::e($name) . '"' . self::attributes($attributes) . '></span>';
    }

    /** A labelled text of several lines. @param array<string, string|int|bool|null> $attributes as of input */
    public static function area(string $label, string $name, string $id, string $value = '', array $attributes = []): string
    {
        $attributes += ['rows' => 3];

        return '<span class="mg-field mg-area"><label for="' . self::e($id) . '">' . self::e($label) . '</label> '
            . '<textarea class="form-control" id="' . self::e($id) . '" name="' . self::e($name) . '"' . self::attributes($attributes) . '>' . self::e($value) . '</textarea></span>';
    }

    /**
     * A labelled select.
     *
     * @param array<string, string|array<string, string>> $options value → text, or group → (value → text)
     */
    public static function select(string $label, string $name, string $id, array $options, string $chosen): string
    {
        $html = '<span class="mg-field"><label for="' . self::e($id) . '">' . self::e($label) . '</label> '
            . '<select class="form-control" id="' . self::e($id) . '" name="' . self::e($name) . '">';
        foreach ($options as $value => $text) {
            if (is_array($text)) {
                $html .= '<optgroup label="' . self::e((string) $value) . '">' . self::options($text, $chosen) . '</optgroup>';
                continue;
            }
            $html .= self::options([$value => $text], $chosen);
        }

        return $html . '</select></span>';
    }

    public static function link(string $url, string $text, string $class = ''): string
    {
        return '<a href="' . self::e($url) . '"' . ($class === '' ? '' : ' class="' . self::e($class) . '"') . '>' . self::e($text) . '</a>';
    }

    /** Epoch ms → time element, 2026-03-10 12:00 in PHP's time zone (seconds where they are not 0), UTC in its title; a dash for null. */
    public static function time(int|string|null $ms): string
    {
        if ($ms === null || $ms === '') {
            return '–';
        }
        $at = (new \DateTimeImmutable('@' . intdiv((int) $ms, 1000)));
        $form = $at->format('s') === '00' ? 'Y-m-d H:i' : 'Y-m-d H:i:s';
        $local = $at->setTimezone(new \DateTimeZone(date_default_timezone_get()));

        return '<time datetime="' . $at->format('Y-m-d\TH:i:s\Z') . '" title="' . $at->format($form) . ' UTC">' . $local->format($form) . '</time>';
    }

    /** The same for an instant of the contract. */
    public static function instant(?string $iso): string
    {
        try {
            return $iso === null ? '–' : self::time(\Makegood\Instant::ms($iso));
        } catch (\InvalidArgumentException) {
            return self::e($iso);
        }
    }

    /** @param array<array-key, string> $options */
    private static function options(array $options, string $chosen): string
    {
        $html = '';
        foreach ($options as $value => $text) {
            $html .= '<option value="' . self::e((string) $value) . '"' . ((string) $value === $chosen ? ' selected' : '') . '>' . self::e($text) . '</option>';
        }

        return $html;
    }

    /** @param array<string, string|int|bool|null> $attributes */
    private static function attributes(array $attributes): string
    {
        $html = '';
        foreach ($attributes as $name => $value) {
            if ($value === true) {
                $html .= ' ' . $name;
            } elseif ($value !== false && $value !== null) {
                $html .= ' ' . $name . '="' . self::e((string) $value) . '"';
            }
        }

        return $html;
    }
}
