<?php

/** One client's settled months and entries as escaped text for the template. It prints what was decided and computes nothing. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Client;

use Makegood\Ledger\Ledger;
use WHMCS\Module\Addon\Makegood\Answers;
use WHMCS\Module\Addon\Makegood\Directory;
use WHMCS\Module\Addon\Makegood\Explanation;
use WHMCS\Module\Addon\Makegood\Html;

final class Credits
{
    /** @param array<string, string> $texts the language file */
    public function __construct(
        private readonly Ledger $ledger,
        private readonly Directory $directory,
        private readonly Explanation $explanation,
        private readonly array $texts,
    ) {
    }

    /**
     * @return list<array{service: string, period: string, availability: string,
     *     credits: list<array{credit: string, net: string, tax: string, state: string, booked: string, steps: list<string>}>}> newest month first
     */
    public function of(string $clientId): array
    {
        $entries = [];
        foreach ($this->ledger->entries->ofClient($clientId) as $entry) {
            $entries[$entry['period'] . '/' . $entry['service_id']][] = $entry;
        }
        $settled = [];
        foreach ($this->ledger->settlements->ofClient($clientId) as $settlement) {
            $settled[$settlement['period'] . '/' . $settlement['service_id']] = $settlement;
        }
        $keys = array_keys($entries + $settled);
        rsort($keys, SORT_STRING);
        $names = $this->directory->services(array_map(static fn (string $key): string => explode('/', $key, 2)[1], $keys), $clientId);
        $months = [];
        foreach ($keys as $key) {
            [$period, $service] = explode('/', $key, 2);
            // A service may be somebody else's by now: then by the name it had while it was this client's.
            $names[$service] ??= (string) $this->ledger->spans->labelOf($service, $clientId);
            $months[] = $this->month($service, $period, $names[$service], $entries[$key] ?? [], $settled[$key] ?? null);
        }

        return $months;
    }

    /**
     * @param list<array<string, mixed>> $entries    newest first
     * @param array<string, mixed>|null  $settlement
     *
     * @return array{service: string, period: string, availability: string, credits: list<array<string, mixed>>}
     */
    private function month(string $service, string $period, string $name, array $entries, ?array $settlement): array
    {
        $answer = (string) ($settlement['answer'] ?? $entries[0]['answer'] ?? '');
        $result = Answers::result($answer, $service);
        $credits = array_map($this->entry(...), array_reverse($entries));
        if ($credits === [] && $settlement !== null) {
            $credits[] = $this->withoutEntry($result, $service, $settlement);
        }

        return [
            'service' => Html::e($name === '' ? '#' . $service : $name),
            'period' => Html::e($period),
            'availability' => is_string($result['availability'] ?? null) ? Html::e($result['availability'] . ' %') : '–',
            'credits' => $credits,
        ];
    }

    /**
     * @param array<string, mixed> $entry
     *
     * @return array{credit: string, net: string, tax: string, state: string, booked: string, steps: list<string>}
     */
    private function entry(array $entry): array
    {
        $currency = (string) $entry['currency'];
        $booked = [];
        foreach ($this->ledger->postings->ofEntry((string) $entry['id']) as $posting) {
            $booked[] = Html::e($posting['amount'] . ' ' . $currency . ' ' . $this->state((string) $posting['state'])) . ' '
                . ($posting['posted_ms'] === null ? '' : Html::time($posting['posted_ms']));
        }

        return [
            'credit' => Html::e($entry['gross'] . ' ' . $currency),
            'net' => Html::e($entry['net'] . ' ' . $currency),
            'tax' => Html::e($entry['tax'] . ' ' . $currency),
            'state' => Html::e($this->state((string) $entry['state'])),
            'booked' => implode(', ', $booked),
            'steps' => $this->steps((string) $entry['answer'], (string) $entry['service_id'], $currency),
        ];
    }

    /**
     * A month without an entry: it earned nothing, or it is not decided yet.
     *
     * @param array<string, mixed> $result
     * @param array<string, mixed> $settlement
     *
     * @return array{credit: string, net: string, tax: string, state: string, booked: string, steps: list<string>}
     */
    private function withoutEntry(array $result, string $service, array $settlement): array
    {
        $currency = (string) ($result['currency'] ?? '');
        $entitled = is_array($result['entitlement'] ?? null) ? $result['entitlement'] : [];
        $amount = static fn (string $part): string => isset($entitled[$part]) ? Html::e($entitled[$part] . ' ' . $currency) : '–';
        $isFinal = (int) $settlement['final'] === 1;

        return [
            'credit' => $amount('gross'),
            'net' => $amount('net'),
            'tax' => $amount('tax'),
            'state' => $isFinal
                ? Html::e($this->state('none'))
                : Html::e($this->texts['state_preview']) . ' ' . Html::time($settlement['due_ms']),
            'booked' => '',
            'steps' => $this->steps((string) $settlement['answer'], $service, $currency),
        ];
    }

    private function state(string $word): string
    {
        return $this->texts['state_' . $word] ?? $word;
    }

    /** @return list<string> */
    private function steps(string $answer, string $service, string $currency): array
    {
        return array_map(Html::e(...), $this->explanation->sentences(Answers::steps($answer, $service), $currency));
    }
}
