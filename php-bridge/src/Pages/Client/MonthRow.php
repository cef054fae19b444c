<?php

/** One service in one month as escaped text: availability, downtime, what was credited and why. It prints what was decided. */

declare(strict_types=1);

namespace Makegood\Pages\Client;

use Makegood\Api\HeldLines;
use Makegood\Api\Promises;
use Makegood\Clock;
use Makegood\Instant;
use Makegood\Pages\Answers;
use Makegood\Pages\Explanation;
use Makegood\Pages\Html;
use Makegood\Pages\OnInvoices;

final class MonthRow
{
    /** State of an entry → how a theme colours it. */
    private const KINDS = ['posted' => 'success', 'pending' => 'info', 'posting' => 'info', 'ready' => 'info', 'forecast' => 'info', 'review' => 'warning',
        'carried' => 'secondary', 'none' => 'secondary', 'claimable' => 'warning'];

    /** @param array<string, string> $texts the language file */
    public function __construct(
        private readonly Explanation $explanation,
        private readonly Links $links,
        private readonly Promises $promises,
        private readonly HeldLines $held,
        private readonly array $texts,
    ) {
    }

    /**
     * @param array<string, mixed>|null                                $settlement
     * @param list<array<string, mixed>>                               $entries    oldest first
     * @param array<string, list<array<string, mixed>>>                $postings   entry → postings
     *
     * @return array<string, mixed> HTML strings
     */
    public function row(string $service, string $month, ?array $settlement, array $entries, array $postings): array
    {
        $answer = (string) ($settlement['answer'] ?? end($entries)['answer'] ?? '');
        $result = Answers::result($answer, $service);
        $shown = array_values(array_filter($entries, fn (array $entry): bool => $this->promises->ofEntry((string) $entry['state'])));
        $credits = array_map(fn (array $entry): array => $this->entry($entry, $postings[(string) $entry['id']] ?? []), $shown);
        $isPlain = $settlement !== null && ((int) $settlement['final'] === 1 || $this->promises->ofMonth($month));
        if ($entries === [] && $isPlain) {
            $credits[] = $this->undecided($result, $service, $month, $settlement);
        }

        return [
            'name' => Html::e(Months::name($month, $this->texts)),
            'url' => Html::e($this->links->month($service, $month)),
            'availability' => isset($result['availability']) ? Html::e($result['availability'] . ' %') : '',
            'downtime' => isset($result['downtimeMs']) ? Html::e(Explanation::duration((int) $result['downtimeMs'])) : '',
            'excluded' => (int) ($result['excludedMs'] ?? 0) > 0 ? Html::e(Explanation::duration((int) $result['excludedMs'])) : '',
            'isQuiet' => $answer === '',
            'isDown' => (int) ($result['downtimeMs'] ?? 0) > 0,
            'isOpen' => $settlement !== null && (int) $settlement['final'] !== 1,
            'credits' => $credits,
        ];
    }

    /**
     * @param array<string, mixed>       $entry
     * @param list<array<string, mixed>> $postings
     *
     * @return array<string, mixed>
     */
    private function entry(array $entry, array $postings): array
    {
        $currency = (string) $entry['currency'];
        $state = (string) $entry['state'];
        $carried = Upcoming::carriedIn(Answers::result((string) $entry['answer'], (string) $entry['service_id']));
        $booked = [];
        foreach ($postings as $posting) {
            $booked[] = Html::e($posting['amount'] . ' ' . $currency . ' ' . $this->state((string) $posting['state']))
                . ($posting['posted_ms'] === null ? '' : ' ' . Html::time($posting['posted_ms'])) . Html::e(OnInvoices::suffix($posting, $currency, $this->texts));
        }

        return [
            'amount' => Html::e($entry['gross'] . ' ' . $currency),
            'parts' => $this->parts((string) $entry['net'], (string) $entry['tax'], $currency),
            'booked' => implode(', ', $booked)
                . ($booked === [] || $carried === null ? '' : ' ' . Html::e((new Upcoming($this->texts))->kept($carried . ' ' . $currency))),
            'steps' => $this->steps((string) $entry['answer'], (string) $entry['service_id'], $currency, $state === 'posted'),
            'src' => Html::e($this->links->api('credit', ['entry' => (string) $entry['id']])),
        ] + $this->badge($state);
    }

    /**
     * A month without an entry: it earned nothing, or it is not decided yet.
     *
     * @param array<string, mixed> $result
     * @param array<string, mixed> $settlement
     *
     * @return array<string, mixed>
     */
    private function undecided(array $result, string $service, string $month, array $settlement): array
    {
        $currency = (string) ($result['currency'] ?? '');
        $owed = is_array($result['adjustment'] ?? null) ? $result['adjustment'] : [];
        $isFinal = (int) $settlement['final'] === 1;
        // Staff look at it first: no day is named, as in the list of credits.
        $isHeld = $owed !== [] && $this->held->has($service, $month);

        return [
            'amount' => isset($owed['gross']) ? Html::e($owed['gross'] . ' ' . $currency) : '',
            'parts' => isset($owed['gross']) ? $this->parts((string) $owed['net'], (string) $owed['tax'], $currency) : '',
            'booked' => $isFinal || $owed === [] || $isHeld ? '' : Html::e($this->texts['state_preview']) . ' ' . Html::time($settlement['due_ms']),
            'steps' => $this->steps((string) $settlement['answer'], $service, $currency, false),
            'src' => '',
        ] + $this->badge(match (true) {
            $owed === [] => self::isClaimable($result) ? 'claimable' : 'none', $isHeld => 'review', default => 'forecast',
        });
    }

    /** @param array<string, mixed> $result */
    private static function isClaimable(array $result): bool
    {
        $until = $result['schema2']['claimable']['until'] ?? null;

        return is_string($until) && Instant::ms($until) >= Clock::nowMs();
    }

    private function parts(string $net, string $tax, string $currency): string
    {
        return Html::e(strtr($this->texts['client_parts'], ['{net}' => $net . ' ' . $currency, '{tax}' => $tax . ' ' . $currency]));
    }

    /** @return array{state: string, kind: string} */
    private function badge(string $state): array
    {
        return ['state' => Html::e($this->state($state)), 'kind' => self::KINDS[$state] ?? 'secondary'];
    }

    private function state(string $word): string
    {
        return $this->texts['state_' . $word] ?? $word;
    }

    /** @return list<string> */
    private function steps(string $answer, string $service, string $currency, bool $isDone): array
    {
        return array_map(Html::e(...), $this->explanation->sentences(Answers::steps($answer, $service), $currency, $isDone));
    }
}
