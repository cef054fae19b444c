<?php

/** The very service that a refund is about: name, product, configuration, when it was ordered, how it stands. */

declare(strict_types=1);

namespace Makegood\Pages\Client\Refund;

use Makegood\Pages\Html;

final class Card
{
    /** @param array<string, string> $texts the language file */
    public function __construct(private readonly array $texts)
    {
    }

    /** @param array<string, mixed> $card name, product, configuration: list of name and value, created, state */
    public function html(array $card): string
    {
        $pairs = [
            $this->texts['client_service'] => '<strong>' . Html::e((string) ($card['name'] ?? '')) . '</strong>',
            $this->texts['client_refund_product'] => Html::e((string) ($card['product'] ?? '')),
        ];
        foreach ($card['configuration'] ?? [] as $row) {
            $pairs[(string) ($row['name'] ?? $row[0] ?? '')] = Html::e((string) ($row['value'] ?? $row[1] ?? ''));
        }
        $pairs[$this->texts['client_refund_created']] = Html::instant($card['created'] ?? null);
        $pairs[$this->texts['client_refund_state']] = Html::e($this->texts['service_state_' . ($card['state'] ?? '')] ?? (string) ($card['state'] ?? ''));

        return '<div class="mg-refund-card">' . Html::facts($pairs) . '</div>';
    }
}
