<?php

/** "What comes next" and "right now" without scripts: the same data that the components draw, as escaped rows. */

declare(strict_types=1);

namespace Makegood\Pages\Client;

use Makegood\Instant;
use Makegood\Pages\Html;

final class Upcoming
{
    private const KINDS = ['forecast' => 'info', 'pending' => 'info', 'posting' => 'info', 'ready' => 'info', 'posted' => 'success', 'review' => 'warning', 'carried' => 'secondary'];

    /** @param array<string, string> $texts the language file */
    public function __construct(private readonly array $texts)
    {
    }

    /**
     * @param array<string, mixed> $preview as the endpoint `preview` gives it
     *
     * @return list<array{label: string, month: string, amount: string, carried: string, state: string, kind: string, at: string}>
     */
    public function credits(array $preview): array
    {
        return array_map(function (array $credit) use ($preview): array {
            $state = (string) $credit['state'];
            $result = self::result($preview, $credit);
            $amount = $credit['booked']['posting'] ?? $credit['booked']['gross'] ?? $result['posting'] ?? $result['adjustment']['gross'] ?? null;
            $carried = ($credit['booked']['posting'] ?? $result['posting'] ?? null) === null ? null : self::carriedIn($result);
            $currency = ' ' . ($credit['currency'] ?? $preview['currency']);

            return [
                'label' => Html::e((string) $credit['label']),
                'month' => Html::e(Months::name((string) $credit['period'], $this->texts)),
                'amount' => $amount === null ? '–' : Html::e($amount . $currency),
                'carried' => $carried === null ? '' : Html::e($this->kept($carried . $currency)),
                'state' => Html::e($this->texts[!empty($credit['held']) ? 'state_held' : 'state_' . $state] ?? $state),
                'kind' => !empty($credit['held']) ? 'warning' : (self::KINDS[$state] ?? 'secondary'),
                'at' => self::instant($credit['at'] ?? null),
            ];
        }, array_values($preview['credits'] ?? []));
    }

    /**
     * @param array<string, mixed> $preview
     *
     * @return list<array{id: string, created: string, total: string, used: string, due: string}>
     */
    public function invoices(array $preview): array
    {
        $answer = json_decode((string) ($preview['invoice']['answer'] ?? ''), true);
        $currency = ' ' . ($preview['currency'] ?? '');
        $created = array_column($preview['invoice']['invoices'] ?? [], 'createdOn', 'id');
        $rows = [];
        foreach (is_array($answer['invoices'] ?? null) ? $answer['invoices'] : [] as $invoice) {
            $rows[] = [
                'id' => Html::e((string) $invoice['id']),
                'created' => Html::e((string) ($created[$invoice['id']] ?? '–')),
                'total' => Html::e($invoice['total'] . $currency),
                'used' => Html::e($invoice['balanceUsed'] . $currency),
                'due' => Html::e($invoice['due'] . $currency),
            ];
        }

        return $rows;
    }

    /**
     * @param array<string, mixed> $notice as the endpoint `notice` gives it
     *
     * @return list<array{label: string, since: string, word: string}>
     */
    public function down(array $notice): array
    {
        return array_map(fn (array $service): array => [
            'label' => Html::e((string) $service['label']),
            'since' => self::instant($service['since'] ?? null),
            'word' => Html::e($this->texts['client_down_' . $service['status']] ?? (string) $service['status']),
        ], array_values($notice['services'] ?? []));
    }

    /** What of a posting came from earlier months: "with 2.50 USD kept from before". */
    public function kept(string $amount): string
    {
        return strtr($this->texts[str_starts_with($amount, '-') ? 'ui_carried_in_less' : 'ui_carried_in'], ['{amount}' => $amount]);
    }

    /** What the core says was carried over into a result, if anything. @param array<string, mixed> $result */
    public static function carriedIn(array $result): ?string
    {
        foreach (is_array($result['steps'] ?? null) ? $result['steps'] : [] as $step) {
            if (($step['key'] ?? '') === 'carryIn' && is_string($step['args']['amount'] ?? null)) {
                return $step['args']['amount'];
            }
        }

        return null;
    }

    /** What the core says in the answer that came with the preview. @param array<string, mixed> $preview @param array<string, mixed> $credit @return array<string, mixed> */
    private static function result(array $preview, array $credit): array
    {
        $answer = json_decode((string) ($preview['requests'][$credit['source']]['answer'] ?? ''), true);
        foreach (is_array($answer['results'] ?? null) ? $answer['results'] : [] as $result) {
            if ((string) ($result['service'] ?? '') === (string) $credit['service'] && ($result['period'] ?? '') === $credit['period']) {
                return $result;
            }
        }

        return [];
    }

    public static function instant(mixed $iso): string
    {
        return is_string($iso) && $iso !== '' ? Html::time(Instant::ms($iso)) : '–';
    }
}
