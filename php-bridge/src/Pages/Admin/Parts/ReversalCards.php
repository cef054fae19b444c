<?php

/** Reversed payments: what waits for a decision, what was decided, and whether anybody is asked at all. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Engine\CoreRefused;
use Makegood\Engine\EngineFailure;
use Makegood\Engine\EngineUnavailable;
use Makegood\Pages\Admin\Context;
use Makegood\Pages\Admin\Words;
use Makegood\Pages\Html;
use Makegood\Panel\UnableToRead;
use Makegood\Run\Reversing;

final class ReversalCards
{
    private const SHOWN = 50;
    private const STATES = [
        'accepted' => ['goes back with the next run', 'info'], 'taken' => ['taken back', 'good'], 'nothing' => ['nothing to take back', 'plain'], 'refused' => ['left on the account', 'plain'],
    ];
    private const TAKINGS = ['posted' => 'off the account', 'review' => 'waits for a person'];
    private const SETTINGS = [Reversing::ASK => 'Ask here each time', Reversing::AUTO => 'Take it back without asking', Reversing::OFF => 'Never'];

    public function __construct(private readonly Context $context)
    {
    }

    /** What waits. */
    public function waiting(): string
    {
        return implode('', array_map($this->card(...), $this->context->ledger->reversals->inState('asked')));
    }

    public function decided(): string
    {
        $reversals = $this->context->ledger->reversals->recent(self::SHOWN);
        $entering = $this->context->form->of('enterReversal', [], Html::input('Invoice', 'invoice', 'mg-rv-invoice', ['required' => true, 'inputmode' => 'numeric', 'maxlength' => 18])
            . ' ' . Html::input('Amount that was taken back', 'amount', 'mg-rv-amount', ['required' => true, 'maxlength' => 30]), 'This payment was reversed', 'default');
        $setting = $this->context->form->of('setTakeBack', [], Html::select('When a bank or a gateway takes a payment back, credit that was given for it and is not spent', 'setting', 'mg-rv-setting',
            self::SETTINGS, Reversing::setting($this->context->ledger)), 'Save', 'default');

        return Html::panel('Reversed payments', ($reversals === [] ? '' : Html::table('Decided', ['Invoice', 'Client', '>Reversed', '>Taken back', '>Still owed', 'State', 'By'], array_map($this->row(...), $reversals), ''))
            . $setting . '<p>A reversal that the panel does not tell apart from a refund is entered here:</p>' . $entering, 'default', 'mg-reversals');
    }

    /** @param array<string, mixed> $row */
    private function card(array $row): string
    {
        $id = (string) $row['id'];
        $body = '<p>' . Html::e($this->context->directory->client((string) $row['client_id']) . ': ' . $row['amount'] . ' ' . $row['currency'] . ' of invoice ' . $row['invoice_id']
            . ($row['payment_id'] === null ? '' : ', payment ' . $row['payment_id'])) . ' was taken back ' . Html::time($row['at_ms']) . '.</p>' . $this->credits($row)
            . '<p><strong>Does the credit go back?</strong></p><div class="row mg-choices">'
            . $this->choice($id, 'accept', 'What is unspent when the next run looks is taken off the account, never more than it holds.', 'Take it back', 'primary')
            . $this->choice($id, 'refuse', 'The credit stays on the account.', 'Leave it', 'default') . '</div>';

        return Html::panel('Payment reversed: invoice ' . $row['invoice_id'], $body, 'warning', 'mg-reversal-' . $id, '<small>reversal ' . Html::e($id) . '</small>');
    }

    /** @param array<string, mixed> $row */
    private function credits(array $row): string
    {
        try {
            $seen = $this->context->site->desk()->reversals->preview((string) $row['id']);
        } catch (CoreRefused | EngineFailure | EngineUnavailable | UnableToRead $failure) {
            return Html::alert('warning', 'What is unspent cannot be said just now: ' . $failure->getMessage());
        }
        $taken = array_column($seen['taken'], 'amount', 'id');
        $rows = [];
        $names = new ServiceNames($this->context, array_values($seen['credits']));
        foreach ($seen['credits'] as $key => $credit) {
            $rows[] = [$names->of((string) $credit['service_id']), Html::e(Words::month($credit['period'])), Html::e($credit['given'] . ' ' . $row['currency']),
                Html::e(isset($taken[$key]) ? $taken[$key] . ' ' . $row['currency'] : '–')];
        }

        return Html::table('Credit that was given for this payment', ['Service', 'Month', '>Given', '>Goes back now'], $rows, 'None of it is left.')
            . '<p>' . Html::e('Of what was reversed no credit covers ' . $seen['owed'] . ' ' . $row['currency'] . '.') . '</p>';
    }

    private function choice(string $id, string $decision, string $does, string $button, string $kind): string
    {
        return '<div class="col-md-6"><p>' . Html::e($does) . '</p>' . $this->context->form->of('decideReversal', ['reversal' => $id, 'decision' => $decision],
            Html::input('Note', 'note', 'mg-rv-' . $decision . '-' . $id, ['maxlength' => 2000]), $button, $kind) . '</div>';
    }

    /** @param array<string, mixed> $row @return list<string> */
    private function row(array $row): array
    {
        [$word, $kind] = self::STATES[(string) $row['state']];
        $money = static fn (mixed $amount): string => $amount === null ? '–' : Html::e($amount . ' ' . $row['currency']);
        $takings = $this->context->ledger->reversals->takings((string) $row['id']);
        $names = new ServiceNames($this->context, $takings);
        $taken = array_map(static fn (array $one): string => $names->of((string) $one['service_id'])
            . Html::e(', ' . Words::month((string) $one['period']) . ': ' . $one['amount'] . ' ' . (self::TAKINGS[(string) $one['state']] ?? 'on its way')), $takings);

        return [Html::e((string) $row['invoice_id']), Html::e($this->context->directory->client((string) $row['client_id'])), $money($row['amount']), implode('<br>', $taken) ?: '–',
            $money($row['owed']), Html::badge($word, $kind), Html::e((string) ($row['decided_by'] ?? '–'))];
    }
}
