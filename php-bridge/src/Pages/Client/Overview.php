<?php

/** The page of all of a client's services: what is down now, what comes next, then each service month by month. */

declare(strict_types=1);

namespace Makegood\Pages\Client;

use Makegood\Api\HeldLines;
use Makegood\Api\Promises;
use Makegood\Api\Reads;
use Makegood\Instant;
use Makegood\Ledger\History;
use Makegood\Pages\Directory;
use Makegood\Pages\Explanation;
use Makegood\Pages\Html;
use Makegood\Pages\Http\Trouble;
use Makegood\Pages\Names;
use Makegood\Pages\Site;

final class Overview
{
    private readonly Links $links;

    /** @param array<string, string> $texts the language file */
    public function __construct(private readonly Site $site, private readonly string $client, private readonly array $texts)
    {
        $this->links = new Links($this->site->host()->clientPage());
    }

    /**
     * @param string|null $page   as the request has it
     * @param string|null $before likewise: the month before which the shown ones end
     *
     * @return array<string, mixed> escaped
     */
    public function services(?string $page, ?string $before): array
    {
        $ledger = $this->site->ledger();
        $history = new History($ledger->db);
        $names = new Names(new Directory($this->site->catalogue()), $ledger);
        $now = $this->site->panel()->now();
        $months = Months::until($now, $before);
        $services = new Services($history, new Reads($this->site->panel(), $ledger, $names, $this->site->engine()), $this->site->catalogue(), $names, new MonthRow(new Explanation($this->texts), $this->links, new Promises($ledger), new HeldLines($ledger), $this->texts), $this->texts, $now);
        $ids = $services->ids($this->client, $months);
        $pages = max(1, intdiv(count($ids) + Services::PER_PAGE - 1, Services::PER_PAGE));
        $page = preg_match('/^[1-9]\d{0,4}$/D', (string) $page) === 1 ? min((int) $page, $pages) : 1;
        $shown = array_slice($ids, ($page - 1) * Services::PER_PAGE, Services::PER_PAGE);
        $promises = (new SlaPage($this->site, $this->client, $this->texts))->links($shown);
        $isNewest = $page === 1 && $months->last === Instant::month($now);

        return [
            'isMonth' => false,
            'intro' => Html::e($this->texts[(new Promises($ledger))->areMade() ? 'client_intro' : 'client_intro_dry']),
            'isNewest' => $isNewest,
            'cards' => array_map(static fn (array $card, string $id): array => $card + ['sla' => $promises[$id] ?? ''], $services->cards($this->client, $shown, $months), $shown),
            'heading' => Html::e($this->texts['client_services']),
            'range' => Html::e(Months::name($months->first, $this->texts) . ' – ' . Months::name($months->last, $this->texts)),
        ] + ($isNewest ? $this->now($names) : []) + $this->paging($page, $pages, count($ids)) + $this->turning($history, $months, $now);
    }

    /** What stands above the services on the first page. @return array{notice: array<string, mixed>, next: array<string, mixed>|null, refunds: string} */
    private function now(Names $names): array
    {
        $reads = new Reads($this->site->panel(), $this->site->ledger(), $names, $this->site->engine(), new SessionMemory($this->site));

        return ['notice' => $this->notice($reads), 'next' => $this->next($reads), 'refunds' => $this->refunds()];
    }

    /** @return string HTML */
    private function refunds(): string
    {
        try {
            return (new Refund\Flow($this->site, $this->client, $this->texts))->summary() . (new TakenBack($this->site, $this->client, $this->texts))->html();
        } catch (\Throwable $failure) {
            Trouble::log($this->site, 'the refunds of the client page', $failure);

            return '';
        }
    }

    /** What is down now. A failure here leaves the rest of the page standing. @return array<string, mixed> */
    private function notice(Reads $reads): array
    {
        $view = ['src' => Html::e($this->links->api('notice')), 'rows' => [], 'failed' => false];
        try {
            $view['rows'] = (new Upcoming($this->texts))->down($reads->notice($this->client));
        } catch (\Throwable $failure) {
            Trouble::log($this->site, 'the notice of the client page', $failure);
            $view['failed'] = true;
        }

        return $view;
    }

    /** @return array<string, mixed>|null null in dry run, where nothing is to come */
    private function next(Reads $reads): ?array
    {
        if (!(new Promises($this->site->ledger()))->areMade()) {
            return null;
        }
        $view = ['src' => Html::e($this->links->api('preview')), 'credits' => [], 'invoices' => [], 'failed' => false];
        try {
            $preview = $reads->preview($this->client, true);
            $upcoming = new Upcoming($this->texts);
            $view['credits'] = $upcoming->credits($preview);
            $view['invoices'] = $upcoming->invoices($preview);
        } catch (\Throwable $failure) {
            Trouble::log($this->site, 'the preview of the client page', $failure);
            $view['failed'] = true;
        }

        return $view;
    }

    /** @return array{page: string, previous: string, following: string} links of the pages of services; '' where there is none */
    private function paging(int $page, int $pages, int $count): array
    {
        $text = strtr($this->texts['client_page'], ['{page}' => (string) $page, '{pages}' => (string) $pages, '{count}' => (string) $count]);
        $asked = (string) $this->site->host()->request()->text('before');
        $before = $asked === '' ? [] : ['before' => $asked];

        return [
            'page' => $pages > 1 ? Html::e($text) : '',
            'previous' => $page > 1 ? Html::e($this->links->page(['page' => $page - 1] + $before)) : '',
            'following' => $page < $pages ? Html::e($this->links->page(['page' => $page + 1] + $before)) : '',
        ];
    }

    /** @return array{older: string, newer: string} links of the months before and after; '' where there is none */
    private function turning(History $history, Months $months, int $nowMs): array
    {
        $first = $history->firstMs($this->client);
        $isOlder = $first !== null && Instant::month($first) < $months->first;

        return [
            'older' => $isOlder ? Html::e($this->links->page(['before' => $months->first])) : '',
            'newer' => $months->last < Instant::month($nowMs) ? Html::e($this->links->page()) : '',
        ];
    }
}
