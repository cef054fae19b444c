<?php

/** The pages of refunds: what was asked for, one request, and the four steps of a new one. Everything is the session's client's own. */

declare(strict_types=1);

namespace Makegood\Pages\Client\Refund;

use Makegood\Api\NotFound;
use Makegood\Api\Promises;
use Makegood\Pages\Client\Links;
use Makegood\Pages\Html;
use Makegood\Pages\Refund\Access;
use Makegood\Pages\Site;

final class Flow
{
    public const LIST = 'all';
    public const NEW = 'new';

    private readonly Links $links;

    /** @param array<string, string> $texts the language file */
    public function __construct(private readonly Site $site, private readonly string $client, private readonly array $texts)
    {
        $this->links = new Links($site->host()->clientPage());
    }

    /** @return array<string, mixed>|null escaped; null when there is nothing of this client's */
    public function view(): ?array
    {
        $asked = (string) $this->site->host()->request()->text('refund');
        if (!(new Promises($this->site->ledger()))->areMade()) {
            return null;
        }
        if ($asked === self::NEW) {
            return (new AskPage($this->site, $this->client, $this->texts))->view();
        }
        if (preg_match('/^[1-9]\d{0,17}$/D', $asked) === 1) {
            try {
                return (new CasePage($this->site, $this->client, $this->texts))->view($asked);
            } catch (NotFound) {
                return null;
            }
        }

        return self::page($this->links->page(), $this->texts['client_refunds'], $this->all(), null, 'client_back');
    }

    /** What stands on the page of all services: what was asked for and the way to ask. '' where no service could be refunded. @return string HTML */
    public function summary(): string
    {
        if (!(new Promises($this->site->ledger()))->areMade()) {
            return '';
        }
        $rows = $this->table();
        if ($rows === '' && (new Offers($this->site, $this->client))->isNone()) {
            return '';
        }

        return '<section class="card panel panel-default mb-3 mg-refunds" aria-labelledby="mg-refunds"><h3 class="card-header panel-heading h6" id="mg-refunds">' . Html::e($this->texts['client_refunds'])
            . '</h3><div class="card-body panel-body">' . $rows . $this->ask() . '</div></section>';
    }

    /** @return array<string, mixed> @param string $heading text @param string $body HTML @param array{text: string, kind: string, status: int}|null $said escaped @param string $backTo what the way back is called, a text's name */
    public static function page(string $back, string $heading, string $body, ?array $said = null, string $backTo = 'client_refund_back'): array
    {
        return ['isRefund' => true, 'back' => Html::e($back), 'backTo' => $backTo, 'heading' => Html::e($heading), 'body' => $body, 'said' => $said];
    }

    private function all(): string
    {
        return '<p>' . Html::e($this->texts['client_refund_intro']) . '</p>' . $this->table() . $this->ask();
    }

    private function ask(): string
    {
        return '<p>' . Html::link($this->links->page(['refund' => self::NEW]), $this->texts['client_refund_ask'], 'btn btn-default btn-outline-secondary') . '</p>';
    }

    private function table(): string
    {
        $rows = [];
        foreach (Access::reads($this->site)->ofClient($this->client) as $row) {
            $amount = $row['amount'] ?? $row['quoted'] ?? null;
            $rows[] = [
                Html::link($this->links->page(['refund' => (string) $row['case']]), (string) $row['label']),
                Html::instant((string) $row['openedAt']),
                $amount === null ? '–' : Html::e($amount . ' ' . $row['currency']),
                Html::e($this->texts['refund_state_' . $row['state']] ?? (string) $row['state']),
            ];
        }

        return $rows === [] ? '' : Html::table($this->texts['client_refund_mine'], [
            $this->texts['client_service'], $this->texts['client_refund_asked_at'], '>' . $this->texts['client_refund_amount'], $this->texts['client_state'],
        ], $rows, '');
    }
}
