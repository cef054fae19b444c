<?php

/** The client page as HTML. Texts and views are HTML already, escaped where they were made: nothing here holds text as it was stored. */

declare(strict_types=1);

namespace Makegood\Pages\Client\Markup;

final class Page
{
    /** @param array<string, string> $texts the language file, escaped */
    public function __construct(private readonly array $texts)
    {
    }

    /** @param array{zone: string, problem: string, mount: string, view: array<string, mixed>|null} $page */
    public function html(array $page): string
    {
        $view = $page['view'];
        $body = match (true) {
            $page['problem'] !== '' => '<p class="alert alert-warning" role="alert">' . $page['problem'] . '</p>',
            $view === null => '',
            $view['isRefund'] => $this->back($view['back'], ' <span class="text-muted">' . $page['zone'] . '</span>', $view['backTo']) . '<h2 class="h3">' . $view['heading'] . "</h2>\n" . $this->said($view['said']) . $view['body'],
            $view['isSla'] => $this->back($view['back']) . '<h2 class="h3">' . $view['heading'] . "</h2>\n" . $view['promise'],
            default => $this->services($view, $page['zone']),
        };

        return '<style>' . file_get_contents(dirname(__DIR__) . '/client.css') . file_get_contents(dirname(__DIR__, 2) . '/Refund/quote.css') . "</style>\n<div class=\"makegood-client\">\n" . $body . "\n</div>\n" . $page['mount'];
    }

    /** @param array<string, mixed> $view */
    private function services(array $view, string $zone): string
    {
        $html = $view['isMonth'] ? $this->back($view['back'], ' <span class="text-muted">' . $zone . '</span>')
            : '<h2 class="h3">' . $this->texts['client_title'] . "</h2>\n<p>" . $view['intro'] . ' <span class="text-muted">' . $zone . ".</span></p>\n";
        if ($view['isNewest']) {
            $html .= (new Now($this->texts))->html($view['notice'], $view['next']);
        }
        $html .= $this->said($view['said']) . ($view['refunds'] ?? '') . '<h3 class="h4">' . $view['heading'] . ' <small class="text-muted">' . $view['range'] . "</small></h3>\n"
            . ($view['cards'] === [] ? '<p>' . $this->texts['client_empty'] . "</p>\n" : '')
            . ($view['claim'] === null ? '' : (new Claim($this->texts))->html($view['claim']))
            . (new Cards($this->texts, $view['isMonth']))->html($view['cards'])
            . ($view['isMonth'] ? (new Timeline($this->texts))->html($view['timeline']) . $this->months($view['previous'], $view['following']) : '');

        return $html . ($view['page'] === '' ? '' : $this->pages($view)) . $this->turn($this->texts['client_period'], [
            $this->link($view['older'], $this->texts['client_older']),
            $this->link($view['newer'], $this->texts['client_newer']),
        ]);
    }

    /** @param array{text: string, kind: string}|null $said */
    private function said(?array $said): string
    {
        return $said === null ? '' : '<p class="alert alert-' . $said['kind'] . '" role="' . (in_array($said['kind'], ['success', 'info'], true) ? 'status' : 'alert') . '">' . $said['text'] . "</p>\n";
    }

    private function back(string $url, string $aside = '', string $to = 'client_back'): string
    {
        return '<p class="mg-top"><a href="' . $url . '">← ' . $this->texts[$to] . '</a>' . $aside . "</p>\n";
    }

    /**
     * The months before and after the one that is shown.
     *
     * @param array{url: string, name: string}|null $previous
     * @param array{url: string, name: string}|null $following
     */
    private function months(?array $previous, ?array $following): string
    {
        return $this->turn($this->texts['client_period'], [
            $previous === null ? '' : $this->link($previous['url'], '← ' . $previous['name'], 'prev'),
            $following === null ? '' : $this->link($following['url'], $following['name'] . ' →', 'next'),
        ]);
    }

    /** The pages of a long list of services. @param array<string, mixed> $view */
    private function pages(array $view): string
    {
        return $this->turn($this->texts['client_services'], [
            $this->link($view['previous'], $this->texts['client_previous'], 'prev'),
            '<span>' . $view['page'] . '</span>',
            $this->link($view['following'], $this->texts['client_following'], 'next'),
        ]);
    }

    /** @param list<string> $parts */
    private function turn(string $label, array $parts): string
    {
        return '<nav class="mg-turn" aria-label="' . $label . "\">\n" . implode("\n", $parts) . "\n</nav>\n";
    }

    private function link(string $url, string $text, string $rel = ''): string
    {
        return $url === '' ? '' : '<a class="btn btn-default btn-outline-secondary btn-sm"' . ($rel === '' ? '' : ' rel="' . $rel . '"') . ' href="' . $url . '">' . $text . '</a>';
    }
}
