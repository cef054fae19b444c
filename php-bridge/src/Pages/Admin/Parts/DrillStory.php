<?php

/** A fire drill told without scripts: what happened when, the credit and why, the next invoice with its line. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Pages\Admin\Context;
use Makegood\Pages\Answers;
use Makegood\Pages\Explanation;
use Makegood\Pages\Html;

final class DrillStory
{
    public function __construct(private readonly Context $context)
    {
    }

    /** @param array<string, mixed> $drill as the JSON endpoint answers it */
    public function html(array $drill): string
    {
        $rows = [];
        foreach ($drill['story'] as $step) {
            $rows[] = [Html::instant($step['at']), Html::badge((string) $step['what'], 'info'), Html::e((string) $step['text'])];
        }
        $title = 'Fire drill: ' . Explanation::duration((int) $drill['lengthMs']) . ' down for ' . $drill['label'] . ', ' . $drill['clientLabel'];

        return Html::panel($title, '<p>Played on a ledger in memory: nothing was stored or credited.</p>' . Html::table('What happened', ['When', 'Step', 'What'], $rows, 'Nothing happened.')
            . $this->credit($drill['credit'], (string) $drill['service'], (string) $drill['currency'])
            . ((string) ($drill['note'] ?? '') === '' ? '' : '<p>' . Html::e((string) $drill['note']) . '</p>')
            . (is_array($drill['preview'] ?? null) ? (new InvoicePreview())->html($drill['preview']) : ''));
    }

    /** @param array<string, mixed>|null $credit */
    private function credit(?array $credit, string $service, string $currency): string
    {
        if ($credit === null) {
            return '<p><strong>No credit is due.</strong></p>';
        }
        $why = '';
        foreach ($this->context->explanation->sentences(Answers::steps((string) $credit['answer'], $service), $currency, false) as $sentence) {
            $why .= '<li>' . Html::e($sentence) . '</li>';
        }

        return '<p>Credit: <strong>' . Html::e($credit['gross'] . ' ' . $currency) . '</strong></p>'
            . ($why === '' ? '' : '<details><summary>Why</summary><ol>' . $why . '</ol></details>');
    }
}
