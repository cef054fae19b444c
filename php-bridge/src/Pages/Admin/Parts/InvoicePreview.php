<?php

/** A client's next invoices with the credits that will be on the account by then, as the core has added them up. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Pages\Html;

final class InvoicePreview
{
    /** @param array<string, mixed> $preview of Reads::preview() */
    public function html(array $preview): string
    {
        $currency = (string) $preview['currency'];
        $invoice = $preview['invoice'] ?? null;
        $answer = is_array($invoice) && is_string($invoice['answer'] ?? null) ? json_decode($invoice['answer'], true) : null;
        if (($answer['ok'] ?? false) !== true) {
            return '<p class="text-muted">No invoice is to come, or it cannot be computed just now.</p>';
        }
        $asked = json_decode((string) $invoice['request'], true);
        $html = '';
        foreach ($answer['invoices'] as $i => $made) {
            $html .= $this->invoice($asked['invoices'][$i] ?? [], $made, $invoice['invoices'][$i] ?? [], (array) ($invoice['credits'] ?? []), $currency);
        }

        return $html === '' ? '<p class="text-muted">The panel will make no invoice for this client soon.</p>' : $html;
    }

    /**
     * @param array<string, mixed>  $asked  of the request
     * @param array<string, mixed>  $made   of the answer
     * @param array<string, mixed>  $shown  days and labels
     * @param array<string, string> $credits labels
     */
    private function invoice(array $asked, array $made, array $shown, array $credits, string $currency): string
    {
        $money = static fn (string $amount): string => Html::e($amount . ' ' . $currency);
        $rows = [];
        foreach ($asked['lines'] ?? [] as $line) {
            $labels = (array) ($shown['lines'] ?? []);
            $rows[] = [Html::e($labels[$line['id']] ?? $line['id']), $money((string) $line['amount'])];
        }
        foreach ($made['taxes'] as $tax) {
            $rows[] = [Html::e('Tax ' . $tax['rate'] . ' %'), $money($tax['amount'])];
        }
        $rows[] = ['<strong>Total</strong>', '<strong>' . $money($made['total']) . '</strong>'];
        foreach ($asked['credits'] ?? [] as $credit) {
            $rows[] = ['To the balance before: ' . Html::e($credits[$credit['id']] ?? $credit['id']), $money((string) $credit['amount'])];
        }
        $rows[] = ['Credit used', $money($made['balanceUsed'])];
        $rows[] = ['<strong>To pay</strong>', '<strong>' . $money($made['due']) . '</strong>'];

        return Html::table('Invoice of ' . ($shown['createdOn'] ?? '') . ', due ' . ($shown['dueOn'] ?? $made['id']), ['Line', '>Amount'], $rows, '');
    }
}
