<?php

/** What goes into a panel's mail is text: nobody's template engine carries it out, nobody's browser runs it. */

declare(strict_types=1);

namespace Makegood\Tests\Panel;

use Makegood\Panel\MailText;
use PHPUnit\Framework\TestCase;

final class MailTextTest extends TestCase
{
    /** @return array<string, array{string, string, string}> text, as HTML, as a subject */
    public static function texts(): array
    {
        return [
            'lines' => ["one\ntwo", 'one<br />two', 'one two'],
            'markup' => ['<b onclick="x">&', '&lt;b onclick=&quot;x&quot;&gt;&amp;', 'b onclick="x" &'],
            'a template of braces' => ['{php}{$x}{{ x }}{% x %}', '&#123;php&#125;&#123;&#36;x&#125;&#123;&#123; x &#125;&#125;&#123;&#37; x &#37;&#125;', 'php x x x'],
            'a header line' => ["a\r\nBcc: b", "a\r<br />Bcc: b", 'a Bcc: b'],
            'no UTF-8' => ["a\xff", "a\u{FFFD}", "a\xff"],
        ];
    }

    /** @dataProvider texts */
    public function testTextStaysText(string $text, string $html, string $subject): void
    {
        self::assertSame($html, MailText::html($text));
        self::assertSame($subject, preg_replace('/ +/', ' ', MailText::subject($text)));
    }
}
