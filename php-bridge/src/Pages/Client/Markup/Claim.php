<?php

/** The credit that has to be asked for, and what else is said of a month's credit. Everything given is HTML already. */

declare(strict_types=1);

namespace Makegood\Pages\Client\Markup;

final class Claim
{
    /** @param array<string, string> $texts the language file, escaped */
    public function __construct(private readonly array $texts)
    {
    }

    /** @param array{ask: string, button: string, token: string, url: string, lines: list<string>} $claim */
    public function html(array $claim): string
    {
        $html = '';
        if ($claim['ask'] !== '') {
            $html .= "<section class=\"card panel panel-default mb-3 mg-claim\" aria-labelledby=\"mg-claim\">\n<h4 class=\"card-header panel-heading h6\" id=\"mg-claim\">"
                . $this->texts['client_claim'] . "</h4>\n<form method=\"post\" action=\"" . $claim['url'] . "\" class=\"card-body panel-body\">\n" . $claim['token']
                . "<input type=\"hidden\" name=\"do\" value=\"claim\">\n<p>" . $claim['ask'] . "</p>\n<button type=\"submit\" class=\"btn btn-primary\">" . $claim['button']
                . "</button>\n</form>\n</section>\n";
        }
        if ($claim['lines'] !== []) {
            $html .= "<ul class=\"mg-terms\">\n<li>" . implode("</li>\n<li>", $claim['lines']) . "</li>\n</ul>\n";
        }

        return $html;
    }
}
