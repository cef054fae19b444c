<?php

/** The module's only way to print text into a page: everything that is not a literal of this folder goes through e(). */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood;

final class Html
{
    /** Text → HTML, safe in content and in quoted attributes; bytes that are not UTF-8 become U+FFFD. */
    public static function e(string|int|null $text): string
    {
        return htmlspecialchars((string) $text, ENT_QUOTES | ENT_SUBSTITUTE | ENT_HTML5, 'UTF-8');
    }

    /**
     * A table. Cells are HTML already (made with e() or the helpers here).
     *
     * @param list<string>       $heads texts
     * @param list<list<string>> $rows  HTML cells
     */
    public static function table(string $caption, array $heads, array $rows, string $empty): string
    {
        if ($rows === []) {
            return '<h3>' . self::e($caption) . '</h3><p class="mg-empty">' . self::e($empty) . '</p>';
        }
        $html = '<div class="mg-scroll"><table class="mg-table"><caption>' . self::e($caption) . '</caption><thead><tr>';
        foreach ($heads as $head) {
            $html .= '<th scope="col">' . self::e($head) . '</th>';
        }
        $html .= '</tr></thead><tbody>';
        foreach ($rows as $cells) {
            $html .= '<tr><td>' . implode('</td><td>', $cells) . '</td></tr>';
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
        $html = '<dl class="mg-facts">';
        foreach ($pairs as $term => $description) {
            $html .= '<div><dt>' . self::e((string) $term) . '</dt><dd>' . $description . '</dd></div>';
        }

        return $html . '</dl>';
    }

    /** A coloured word: kind is one of good, bad, wait, plain. */
    public static function badge(string $word, string $kind = 'plain'): string
    {
        return '<span class="mg-badge mg-' . self::e($kind) . '">' . self::e($word) . '</span>';
    }

    /** A labelled input. $attributes: name → value; true prints the bare attribute, false and null print nothing. */
    public static function input(string $label, string $name, string $id, array $attributes = []): string
    {
        $attributes += ['type' => 'text'];

        return '<label for="' . self::e($id) . '">' . self::e($label) . '</label> '
            . '<input id="' . self::e($id) . '" name="' . self::e($name) . '"' . self::attributes($attributes) . '>';
    }

    /**
     * A labelled select.
     *
     * @param array<string, string> $options value → text
     */
    public static function select(string $label, string $name, string $id, array $options, string $chosen): string
    {
        $html = '<label for="' . self::e($id) . '">' . self::e($label) . '</label> '
            . '<select id="' . self::e($id) . '" name="' . self::e($name) . '">';
        foreach ($options as $value => $text) {
            $html .= '<option value="' . self::e((string) $value) . '"' . ((string) $value === $chosen ? ' selected' : '') . '>'
                . self::e($text) . '</option>';
        }

        return $html . '</select>';
    }

    public static function link(string $url, string $text): string
    {
        return '<a href="' . self::e($url) . '">' . self::e($text) . '</a>';
    }

    /** Epoch ms → time element in PHP's time zone, with the exact UTC instant in its attribute; a dash for null. */
    public static function time(int|string|null $ms): string
    {
        if ($ms === null || $ms === '') {
            return '–';
        }
        $at = (new \DateTimeImmutable('@' . intdiv((int) $ms, 1000)));
        $local = $at->setTimezone(new \DateTimeZone(date_default_timezone_get()));

        return '<time datetime="' . $at->format('Y-m-d\TH:i:s\Z') . '">' . $local->format('Y-m-d H:i:s') . '</time>';
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
