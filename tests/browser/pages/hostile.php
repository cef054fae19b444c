<?php

/** Names that try to be more than names; each sets a mark in the window, opens a dialog, or wrecks the layout where it is printed unescaped. */

declare(strict_types=1);

const HOSTILE = [
    'script' => '<script>window.hit="script"</script>alpha',
    'image' => '"><img src=x onerror="window.hit=\'image\'">',
    'quote' => "' onmouseover='window.hit=1' autofocus onfocus='window.hit=\"focus\"' x='",
    'svg' => '</textarea></script></style><svg onload=alert(1)>',
    'entity' => 'R&amp;D &lt;b&gt; &#60;i&#62; 100%',
    'rtl' => "safe\u{202E}gpj.exe\u{202C} \u{200F}end",
    'long' => 'averyveryverylongname',
    'template' => '{$smarty.version} {{7*7}} ${7*7} </makegood-timeline>',
];

/** The name itself, or something harmless. */
function named(bool $hostile, string $kind, string $plain): string
{
    return $hostile ? ($kind === 'long' ? str_repeat('averylongname', 15) . 'x' : HOSTILE[$kind]) : $plain;
}
