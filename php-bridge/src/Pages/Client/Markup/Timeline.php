<?php

/** The outages of one month, for the component to draw and as a table without it. Everything given is HTML already. */

declare(strict_types=1);

namespace Makegood\Pages\Client\Markup;

final class Timeline
{
    /** @param array<string, string> $texts the language file, escaped */
    public function __construct(private readonly array $texts)
    {
    }

    /** @param array{src: string, rows: list<array<string, string>>, failed: bool} $timeline */
    public function html(array $timeline): string
    {
        $body = match (true) {
            $timeline['failed'] => '<p role="alert">' . $this->texts['client_unavailable'] . "</p>\n",
            $timeline['rows'] === [] => '<p>' . $this->texts['client_no_outage'] . "</p>\n",
            default => Table::html(
                [$this->texts['client_from'], $this->texts['client_to'], $this->texts['client_counted']],
                array_map($this->row(...), $timeline['rows']),
            ),
        };

        return "<section class=\"mb-4\" aria-labelledby=\"mg-timeline\">\n<h3 class=\"h4\" id=\"mg-timeline\">" . $this->texts['client_timeline'] . "</h3>\n<makegood-timeline src=\""
            . $timeline['src'] . "\">\n" . $body . "</makegood-timeline>\n</section>\n";
    }

    /** @param array<string, string> $outage @return list<string> */
    private function row(array $outage): array
    {
        $excluded = $outage['excluded'] === '' ? '' : ' (' . $outage['excluded'] . ' ' . $this->texts['client_excluded'] . ')';

        return [$outage['from'], $outage['to'], $outage['counted'] . $excluded];
    }
}
