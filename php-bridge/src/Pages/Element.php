<?php

/** Mount points of the web components: what stands inside is what people see without scripts. */

declare(strict_types=1);

namespace Makegood\Pages;

final class Element
{
    private const NAMES = ['timeline', 'credit', 'invoice', 'notice', 'source', 'trial', 'drill', 'quote'];

    /**
     * @param array<string, string> $attributes
     * @param string                $inside     HTML
     */
    public static function of(string $name, array $attributes, string $inside): string
    {
        if (!in_array($name, self::NAMES, true)) {
            throw new \LogicException('unknown element ' . $name);
        }
        $html = '<makegood-' . $name;
        foreach ($attributes as $attribute => $value) {
            $html .= ' ' . $attribute . '="' . Html::e($value) . '"';
        }

        return $html . '>' . $inside . '</makegood-' . $name . '>';
    }

    /** Data for a component: never run, and nothing in it can end the element. */
    public static function data(mixed $value): string
    {
        return '<script type="application/json">'
            . json_encode($value, JSON_HEX_TAG | JSON_HEX_AMP | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE | JSON_THROW_ON_ERROR)
            . '</script>';
    }
}
