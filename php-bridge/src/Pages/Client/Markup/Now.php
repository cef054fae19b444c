<?php

/** What stands above a client's services: what is down now, which credits are to come, and the next invoices. Everything given is HTML already. */

declare(strict_types=1);

namespace Makegood\Pages\Client\Markup;

final class Now
{
    /** @param array<string, string> $texts the language file, escaped */
    public function __construct(private readonly array $texts)
    {
    }

    /**
     * @param array<string, mixed>      $notice
     * @param array<string, mixed>|null $next   null in dry run, where nothing is to come
     */
    public function html(array $notice, ?array $next): string
    {
        return $this->notice($notice) . ($next === null ? '' : $this->next($next));
    }

    /** @param array<string, mixed> $notice */
    private function notice(array $notice): string
    {
        $html = '<makegood-notice src="' . $notice['src'] . "\" every=\"60\">\n";
        foreach ($notice['rows'] as $down) {
            $html .= '<p class="alert alert-danger"><strong>' . $down['label'] . '</strong>: ' . $down['word'] . ' (' . $this->texts['client_since'] . ' ' . $down['since'] . ")</p>\n";
        }
        if ($notice['rows'] === []) {
            $html .= $notice['failed'] ? '<p class="alert alert-warning">' . $this->texts['client_unknown_now'] . "</p>\n"
                : '<p class="alert alert-success">' . $this->texts['client_all_up'] . "</p>\n";
        }

        return $html . "</makegood-notice>\n";
    }

    /** @param array<string, mixed> $next */
    private function next(array $next): string
    {
        $credits = match (true) {
            $next['failed'] => '<p role="alert">' . $this->texts['client_unavailable'] . "</p>\n",
            $next['credits'] === [] => '<p>' . $this->texts['client_next_none'] . "</p>\n",
            default => $this->credits($next['credits']),
        };

        return "<section class=\"mb-4\" aria-labelledby=\"mg-next\">\n<h3 class=\"h4\" id=\"mg-next\">" . $this->texts['client_next'] . "</h3>\n<makegood-invoice src=\"" . $next['src']
            . "\">\n" . $credits . ($next['invoices'] === [] ? '' : $this->invoices($next['invoices'])) . "</makegood-invoice>\n</section>\n";
    }

    /** @param list<array<string, string>> $credits */
    private function credits(array $credits): string
    {
        $heads = [$this->texts['client_service'], $this->texts['client_period'], '>' . $this->texts['client_credit'], $this->texts['client_state'], $this->texts['client_when']];

        return Table::html($heads, array_map(static fn (array $credit): array => [
            $credit['label'],
            $credit['month'],
            $credit['amount'] . ($credit['carried'] === '' ? '' : ' <small class="text-muted mg-carried">' . $credit['carried'] . '</small>'),
            '<span class="badge mg-badge mg-' . $credit['kind'] . '">' . $credit['state'] . '</span>',
            $credit['at'],
        ], $credits));
    }

    /** @param list<array<string, string>> $invoices */
    private function invoices(array $invoices): string
    {
        $heads = [$this->texts['client_due_on'], '>' . $this->texts['client_total'], '>' . $this->texts['client_used'], '>' . $this->texts['client_due']];

        return Table::html($heads, array_map(static fn (array $invoice): array => [
            $invoice['id'],
            $invoice['total'],
            $invoice['used'],
            '<strong>' . $invoice['due'] . '</strong>',
        ], $invoices), $this->texts['client_invoices']);
    }
}
