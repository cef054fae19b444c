<?php

/** A client's services, each a card with its months: availability, what was credited and why. Everything given is HTML already. */

declare(strict_types=1);

namespace Makegood\Pages\Client\Markup;

final class Cards
{
    /**
     * @param array<string, string> $texts   the language file, escaped
     * @param bool                  $isMonth one month of one service: its explanation stands open
     */
    public function __construct(private readonly array $texts, private readonly bool $isMonth)
    {
    }

    /** @param list<array<string, mixed>> $cards */
    public function html(array $cards): string
    {
        $html = '';
        foreach ($cards as $card) {
            $html .= "<section class=\"card panel panel-default mb-3\">\n"
                . ($card['label'] === '' ? '' : '<h4 class="card-header panel-heading h6">' . $card['label'] . "</h4>\n")
                . ($card['months'] === [] ? '' : "<ul class=\"list-group list-group-flush\">\n" . implode('', array_map($this->month(...), $card['months'])) . "</ul>\n")
                . ($card['sla'] === '' ? '' : '<p class="card-body panel-body mg-quiet"><a href="' . $card['sla'] . '">' . $this->texts['client_sla'] . "</a></p>\n")
                . ($card['quiet'] === '' ? '' : '<p class="card-body panel-body text-muted mg-quiet">' . $card['quiet'] . "</p>\n") . "</section>\n";
        }

        return $html;
    }

    /** @param array<string, mixed> $month */
    private function month(array $month): string
    {
        $credits = '';
        foreach ($month['credits'] as $credit) {
            $credits .= '<span class="mg-credit">' . ($credit['amount'] === '' ? '' : '<strong>' . $credit['amount'] . '</strong> ')
                . '<span class="badge mg-badge mg-' . $credit['kind'] . '">' . $credit['state'] . "</span></span>\n";
        }
        $name = $this->isMonth ? $month['name'] : '<a href="' . $month['url'] . '">' . $month['name'] . '</a>';

        return "<li class=\"list-group-item\">\n<div class=\"mg-line\">\n<span class=\"mg-month\">" . $name . "</span>\n<span class=\"mg-up\">\n" . $this->up($month)
            . "</span>\n<span class=\"mg-credits\">\n" . $credits . "</span>\n</div>\n" . implode('', array_map($this->why(...), $month['credits'])) . "</li>\n";
    }

    /** @param array<string, mixed> $month */
    private function up(array $month): string
    {
        $open = $month['isOpen'] ? '<em class="text-muted">' . $this->texts['client_so_far'] . "</em>\n" : '';
        if ($month['isQuiet']) {
            return $this->texts['client_no_outage'] . "\n" . $open;
        }
        $down = $month['isDown'] ? $month['downtime'] . ' ' . $this->texts['client_down'] : $this->texts['client_no_downtime'];
        $excluded = $month['excluded'] === '' ? '' : ', ' . $month['excluded'] . ' ' . $this->texts['client_excluded'];

        return '<strong class="' . ($month['isDown'] ? 'mg-was-down' : 'mg-was-up') . '">' . ($month['availability'] === '' ? '–' : $month['availability']) . "</strong>\n"
            . '<span class="mg-down">' . $down . $excluded . "</span>\n" . $open;
    }

    /** The steps of a credit; the component computes them again where the month is shown alone. @param array<string, mixed> $credit */
    private function why(array $credit): string
    {
        if ($credit['steps'] === []) {
            return '';
        }
        $summary = $this->isMonth ? $this->texts['client_how'] : $this->texts['client_why'] . ($credit['amount'] === '' ? '' : ': ' . $credit['amount']);
        $parts = $credit['parts'] === '' ? '' : '<p class="text-muted">' . $credit['parts'] . ($credit['booked'] === '' ? '' : ' · ' . $credit['booked']) . "</p>\n";
        $steps = $parts . "<ol>\n<li>" . implode("</li>\n<li>", $credit['steps']) . "</li>\n</ol>\n";
        if ($this->isMonth && $credit['src'] !== '') {
            $steps = '<makegood-credit src="' . $credit['src'] . "\">\n" . $steps . "</makegood-credit>\n";
        }

        return '<details class="mg-why"' . ($this->isMonth ? ' open' : '') . ">\n<summary>" . $summary . "</summary>\n" . $steps . "</details>\n";
    }
}
