<?php

/** Plain text as a panel's template takes it: HTML, and nothing in it that a template engine would carry out. */

declare(strict_types=1);

namespace Makegood\Panel;

final class MailText
{
    private const BRACES = ['{' => '&#123;', '}' => '&#125;', '$' => '&#36;', '%' => '&#37;'];

    public static function html(string $text): string
    {
        return str_replace("\n", '<br />', strtr(htmlspecialchars($text, ENT_QUOTES | ENT_SUBSTITUTE | ENT_HTML5, 'UTF-8'), self::BRACES));
    }

    /** A subject is one line, and has no such signs. */
    public static function subject(string $text): string
    {
        return trim((string) preg_replace('/[\x00-\x1f\x7f{}$%<>]+/', ' ', $text));
    }
}
