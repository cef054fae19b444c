<?php

/** The refund desk: what waits for a decision, the soonest due first, and one case with everything that a decision needs. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Tabs;

use Makegood\Api\NotFound;
use Makegood\Pages\Admin\Context;
use Makegood\Pages\Admin\Pager;
use Makegood\Pages\Admin\Parts\RefundCase;
use Makegood\Pages\Admin\Parts\RefundMails;
use Makegood\Pages\Admin\Parts\RefundRoles;
use Makegood\Pages\Admin\Parts\RefundSettings;
use Makegood\Pages\Admin\Tab;
use Makegood\Pages\Html;
use Makegood\Pages\Refund\Access;

final class Refunds implements Tab
{
    public const KINDS = [
        'requested' => 'wait', 'waiting' => 'info', 'underReview' => 'wait', 'secondReview' => 'wait', 'payoutPending' => 'info',
        'failed' => 'bad', 'rejected' => 'plain', 'paid' => 'good', 'withdrawn' => 'plain',
    ];
    private const TEAMS = ['billing', 'technical', 'sales'];

    public function __construct(private readonly Context $context)
    {
    }

    public function html(): string
    {
        if ($this->context->query->text('part') === RefundSettings::PART) {
            return '<h2>Settings of refunds</h2><p>' . Html::link($this->context->form->url([]), '← All refunds') . '</p>' . (new RefundSettings($this->context))->html();
        }
        if ($this->context->query->text('case') === '') {
            return $this->list();
        }
        $id = (string) $this->context->query->id('case');
        $back = '<p>' . Html::link($this->context->form->url([]), '← All refunds') . '</p>';
        try {
            return $back . (new RefundCase($this->context))->html(Access::reads($this->context->site)->ofCase($id));
        } catch (NotFound) {
            return '<h2>Refunds</h2>' . $back . Html::alert('warning', 'There is no such case.');
        }
    }

    private function list(): string
    {
        $query = $this->context->query;
        $given = array_filter([
            'state' => isset(self::KINDS[$query->text('state')]) ? $query->text('state') : '',
            'team' => in_array($query->text('team'), self::TEAMS, true) ? $query->text('team') : '',
            'due' => $query->text('due') === 'overdue' ? 'overdue' : '',
        ], static fn (string $value): bool => $value !== '');
        $page = $query->page();
        $found = Access::reads($this->context->site)->list($given, Pager::SIZE, ($page - 1) * Pager::SIZE);
        $pager = new Pager($page, (int) $found['total']);

        return '<h2>Refunds</h2><p>What clients ask back: what is overdue stands first, what is closed last. ' . Html::link($this->context->form->url(['part' => RefundSettings::PART]), 'Office hours, holidays, kinds of products, prices of what is used beyond') . '.</p>' . $this->filters($given)
            . Html::table('Cases: ' . $pager->words(), ['No', 'Service', 'Client', 'State', 'Team', 'Due', '>Quoted', '>Decided'], array_map($this->row(...), $found['rows']), $given === []
                ? 'Nobody waits for a refund.' : 'No case matches.')
            . $pager->links(fn (array $more): string => $this->context->form->url($more), $given)
            . Html::panel('Who decides how much', (new RefundRoles($this->context))->html(), 'default', 'mg-roles')
            . Html::panel('Who is told by e-mail', (new RefundMails($this->context))->html(), 'default', 'mg-mails');
    }

    /** @param array<string, string> $given */
    private function filters(array $given): string
    {
        $states = ['' => 'all'];
        foreach (array_keys(self::KINDS) as $state) {
            $states[$state] = $this->context->texts['refund_state_' . $state] ?? $state;
        }

        return $this->context->form->ask([], Html::select('State', 'state', 'mg-rf-state', $states, $given['state'] ?? '')
            . ' ' . Html::select('Team', 'team', 'mg-rf-team', ['' => 'all'] + array_combine(self::TEAMS, self::TEAMS), $given['team'] ?? '')
            . ' ' . Html::select('Due', 'due', 'mg-rf-due', ['' => 'all', 'overdue' => 'overdue'], $given['due'] ?? ''), 'Show');
    }

    /** @param array<string, mixed> $row @return list<string> */
    private function row(array $row): array
    {
        $state = (string) $row['state'];
        $money = static fn (mixed $amount): string => $amount === null ? '–' : Html::e($amount . ' ' . $row['currency']);

        return [
            Html::link($this->context->form->url(['case' => (string) $row['case']]), (string) $row['case']),
            Html::e((string) $row['label']),
            Html::e((string) $row['clientLabel']),
            Html::badge($this->context->texts['refund_state_' . $state] ?? $state, self::KINDS[$state] ?? 'plain'),
            Html::e((string) ($row['team'] ?? '–')),
            self::due($row),
            $money($row['quoted'] ?? null),
            $money($row['amount'] ?? null),
        ];
    }

    /** @param array<string, mixed> $row */
    public static function due(array $row): string
    {
        return Html::instant($row['dueAt'] ?? null) . (($row['overdue'] ?? false) === true ? ' ' . Html::badge('overdue', 'bad') : '')
            . ((int) ($row['escalation'] ?? 0) > 0 ? ' <small>' . Html::e('told others ' . $row['escalation'] . ' ×') . '</small>' : '');
    }
}
