<?php

/** One request of a client: how it stands, what is asked of them, what was computed and decided, each step with when and by whom. */

declare(strict_types=1);

namespace Makegood\Pages\Client\Refund;

use Makegood\Api\NotFound;
use Makegood\Desk\UnableToDo;
use Makegood\Engine\CoreRefused;
use Makegood\Pages\Client\Links;
use Makegood\Pages\Html;
use Makegood\Pages\Http\Token;
use Makegood\Pages\Refund\Access;
use Makegood\Pages\Refund\QuoteView;
use Makegood\Pages\Refund\Story;
use Makegood\Pages\Site;

final class CasePage
{
    /** What the page's forms may ask for, and the core's action of each. */
    private const DOES = ['refundWithdraw' => 'withdraw', 'refundSupply' => 'supply', 'refundAppeal' => 'appeal', 'refundRetry' => 'retry'];

    private readonly Links $links;

    /** @param array<string, string> $texts the language file */
    public function __construct(private readonly Site $site, private readonly string $client, private readonly array $texts)
    {
        $this->links = new Links($site->host()->clientPage());
    }

    /** @return array<string, mixed> @throws NotFound also for somebody else's */
    public function view(string $id): array
    {
        return $this->shown($id, $this->posted(Access::reads($this->site)->ofCase($id, $this->client)));
    }

    /** @param array{text: string, kind: string, status: int}|null $said @return array<string, mixed> @throws NotFound */
    public function shown(string $id, ?array $said): array
    {
        $case = Access::reads($this->site)->ofCase($id, $this->client);
        $heading = strtr($this->texts['client_refund_of'], ['{service}' => (string) $case['label']]);
        $quote = $case['quote'] ?? null;
        $body = $this->now($case) . $this->asks($case)
            . (is_array($quote) ? (new QuoteView($this->texts))->html(['changed' => $case['changed'] ?? null] + $quote + ['service' => $case['service'], 'label' => $case['label'], 'currency' => $case['currency']], $this->links->api('quote', ['case' => $id])) : '')
            . $this->payouts($case)
            . '<h3 class="h4">' . $this->text('client_refund_steps_so_far') . '</h3>' . (new Story($this->texts))->html(Story::from($case), (string) $case['currency'], true)
            . '<details class="mg-why"><summary>' . $this->text('client_refund_service') . '</summary>' . (new Card($this->texts))->html($case['card'] ?? []) . '</details>' . $this->withdraw($case);

        return Flow::page($this->links->page(['refund' => Flow::LIST]), $heading, $body, $said);
    }

    /** @param array<string, mixed> $case @return array{text: string, kind: string, status: int}|null */
    private function posted(array $case): ?array
    {
        $request = $this->site->host()->request();
        $action = self::DOES[(string) $request->sent('do')] ?? null;
        if (!$request->isPost() || $action === null) {
            return null;
        }
        if (!Token::isValid($this->site->host())) {
            return AskPage::said($this->texts['client_refund_token'], 'warning', 403);
        }
        $fields = [];
        foreach ($action === 'appeal' ? ['evidence'] : $this->needs($case) as $word) {
            $text = Given::cut($request->sent('field-' . $word), Given::FIELD_BYTES);
            if ($text !== '') {
                $fields[$word] = $text;
            }
        }
        if ($action === 'appeal' && $fields === []) {
            return AskPage::said(strtr($this->texts['client_refund_missing'], ['{fields}' => $this->texts['client_refund_evidence']]), 'warning');
        }
        try {
            Access::desk($this->site)->act((string) $case['case'], $action, 'client:' . $this->client, null, null, null, $fields === [] ? null : $fields);
        } catch (UnableToDo $unable) {
            return AskPage::said(strtr($this->texts['client_refund_failed'], ['{why}' => $unable->getMessage()]), 'warning');
        } catch (CoreRefused $refused) {
            return AskPage::said(strtr($this->texts['client_refund_failed'], ['{why}' => $refused->summary()]), 'warning');
        }

        return AskPage::said($this->texts['client_refund_done'], 'success');
    }

    /** @param array<string, mixed> $case */
    private function now(array $case): string
    {
        $document = $case['document'] ?? [];
        $state = (string) $case['state'];
        $money = static fn (mixed $amount): string => Html::e($amount . ' ' . $case['currency']);
        $pairs = [
            $this->texts['client_refund_now'] => '<strong>' . $this->text('refund_state_' . $state, $state) . '</strong>',
            strtr($this->texts['client_refund_number'], ['{id}' => '']) => Html::e((string) $case['case']),
            $this->texts['client_refund_asked_at'] => Html::instant((string) $case['openedAt']) . ' · ' . $this->text('refund_reason_' . ($case['reason'] ?? ''), (string) ($case['reason'] ?? '')),
        ];
        foreach (['client_refund_asked' => 'wished', 'client_refund_quoted' => 'quoted', 'client_refund_decided' => 'amount'] as $text => $member) {
            if (($case[$member] ?? null) !== null) {
                $pairs[$this->texts[$text]] = $money($case[$member]);
            }
        }
        if (in_array($state, ['requested', 'underReview', 'secondReview'], true) && ($case['dueAt'] ?? null) !== null) {
            $pairs[$this->texts['client_refund_due']] = Html::instant((string) $case['dueAt']);
        }
        if ($state === 'payoutPending' && ($document['expectedAt'] ?? null) !== null) {
            $pairs[$this->texts['client_refund_expected']] = Html::instant((string) $document['expectedAt']);
        }
        $why = $state === 'waiting' ? $this->texts['refund_waits_' . ($document['waitsFor'] ?? '')] ?? '' : ($state === 'failed' ? $this->texts['refund_failure_' . ($document['failure'] ?? '')] ?? '' : '');

        return '<div class="card panel panel-default mb-3"><div class="card-body panel-body">' . Html::facts($pairs) . ($why === '' ? '' : '<p>' . Html::e($why) . '</p>') . '</div></div>';
    }

    /** What this client may do now, as the core says it. @param array<string, mixed> $case */
    private function asks(array $case): string
    {
        $may = self::may($case);
        $html = '';
        if (isset($may['supply']) || isset($may['retry'])) {
            $fields = '';
            foreach ($this->needs($case) as $word) {
                $fields .= $this->area($word, $this->texts['refund_field_' . $word] ?? $word);
            }
            $html .= $this->form($case, isset($may['supply']) ? 'refundSupply' : 'refundRetry', 'client_refund_wanted', $fields, 'client_refund_supply', 'btn-primary');
        }
        if (isset($may['appeal'])) {
            $until = strtr(Html::e($this->texts['client_refund_appeal_help']), ['{until}' => Html::instant($case['document']['appealUntil'] ?? null)]);
            $html .= $this->form($case, 'refundAppeal', 'client_refund_appeal', '<p>' . $until . '</p>' . $this->area('evidence', $this->texts['client_refund_evidence']), 'client_refund_appeal', 'btn-default btn-outline-secondary');
        }
        return $html;
    }

    /** Below all else: nobody presses it by mistake. @param array<string, mixed> $case */
    private function withdraw(array $case): string
    {
        return !isset(self::may($case)['withdraw']) ? ''
            : $this->form($case, 'refundWithdraw', '', '<p>' . $this->text('client_refund_withdraw_help') . '</p>', 'client_refund_withdraw', 'btn-default btn-outline-secondary');
    }

    /** @param array<string, mixed> $case @return array<string, true> */
    private static function may(array $case): array
    {
        $may = [];
        foreach ($case['allowed'] ?? [] as $row) {
            if (($row['who'] ?? '') === 'client') {
                $may[(string) $row['action']] = true;
            }
        }

        return $may;
    }

    /** @param array<string, mixed> $case @return list<string> what was asked for and not given */
    private function needs(array $case): array
    {
        $needs = array_values(array_filter($case['document']['needs'] ?? [], 'is_string'));

        return $needs === [] && ($case['document']['failure'] ?? null) !== null ? ['bankAccount'] : $needs;
    }

    private function area(string $word, string $label): string
    {
        return '<p><label for="mg-field-' . Html::e($word) . '">' . Html::e($label) . '</label><textarea class="form-control" id="mg-field-' . Html::e($word) . '" name="field-' . Html::e($word) . '" rows="4" maxlength="' . Given::FIELD_BYTES . '" required></textarea></p>';
    }

    /** @param array<string, mixed> $case */
    private function form(array $case, string $do, string $title, string $fields, string $button, string $class): string
    {
        return ($title === '' ? '' : '<h3 class="h4">' . $this->text($title) . '</h3>') . '<form method="post" class="mg-refund-form" action="' . Html::e($this->links->page(['refund' => (string) $case['case']])) . '">'
            . Token::field($this->site->host()->token()) . '<input type="hidden" name="do" value="' . $do . '">' . $fields . '<p><button type="submit" class="btn ' . $class . '">' . $this->text($button) . '</button></p></form>';
    }

    /** @param array<string, mixed> $case */
    private function payouts(array $case): string
    {
        $rows = [];
        foreach ($case['payouts'] ?? [] as $payout) {
            $rows[] = [
                Html::e($payout['amount'] . ' ' . $case['currency']),
                $this->to((string) $payout['to']),
                $this->text('refund_payout_' . $payout['state'], (string) $payout['state']),
                Html::instant($payout['at'] ?? null),
            ];
        }

        return $rows === [] ? '' : Html::table($this->texts['client_refund_payouts'], ['>' . $this->texts['client_refund_amount'], $this->texts['client_refund_way'], $this->texts['client_state'], $this->texts['client_when']], $rows, '');
    }

    /** @return string HTML */
    private function to(string $to): string
    {
        return preg_match('/^invoice:(.+)$/Ds', $to, $invoice) === 1 ? Html::e(strtr($this->texts['client_refund_to_invoice'], ['{invoice}' => $invoice[1]])) : $this->text('ui_quote_to_' . $to, $to);
    }

    private function text(string $key, string $else = ''): string
    {
        return Html::e($this->texts[$key] ?? $else);
    }
}
