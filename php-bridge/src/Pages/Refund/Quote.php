<?php

/** A quote as the core answered it, for pages: its members as they stand, and the steps of each line. Nothing is computed. */

declare(strict_types=1);

namespace Makegood\Pages\Refund;

final class Quote
{
    private const HOW_USED = ['usedTime', 'usedUnits', 'usedMonths'];
    /** The order of the pieces of the bar. */
    private const PARTS = ['back', 'used', 'kept', 'overage', 'fee', 'spilled', 'limit'];

    /** @param array<string, mixed> $quote */
    private function __construct(public readonly array $quote, private readonly string $request)
    {
    }

    /** @param array<string, mixed> $body with request and answer; null where the core refused */
    public static function of(array $body): ?self
    {
        $answer = json_decode((string) ($body['answer'] ?? ''), true);
        $quote = is_array($answer) ? $answer['quote'] ?? null : null;

        return is_array($quote) ? new self($quote, (string) ($body['request'] ?? '')) : null;
    }

    /** What whoever asks confirms: the quote without its steps, as JSON. */
    public function seen(): string
    {
        return json_encode(array_diff_key($this->quote, ['steps' => 1]), JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR);
    }

    /** Whether an amount of the core is above 0. */
    public static function isAbove(mixed $amount): bool
    {
        return is_string($amount) && !str_starts_with($amount, '-') && preg_match('/[1-9]/', $amount) === 1;
    }

    /** @return list<array<string, mixed>> */
    public function list(string $member): array
    {
        return array_values(array_filter(is_array($this->quote[$member] ?? null) ? $this->quote[$member] : [], 'is_array'));
    }

    public function text(string $member): string
    {
        return is_scalar($this->quote[$member] ?? null) ? (string) $this->quote[$member] : '';
    }

    /** @return list<array{part: string, line: string, amount: string}> what was paid, piece by piece; nothing for 0 */
    public function pieces(): array
    {
        $withTax = $this->withTax();
        $all = [];
        foreach ($this->list('lines') as $line) {
            $id = (string) ($line['id'] ?? '');
            $all[] = ['part' => 'back', 'line' => $id, 'amount' => (string) ($line[isset($withTax[$id]) ? 'gross' : 'net'] ?? '')];
            foreach ($line['deductions'] ?? [] as $deduction) {
                $all[] = ['part' => (string) $deduction['kind'], 'line' => $id, 'amount' => (string) $deduction['amount']];
            }
        }
        $pieces = [];
        foreach (self::PARTS as $part) {
            $pieces = [...$pieces, ...array_filter($all, static fn (array $piece): bool => $piece['part'] === $part && preg_match('/^\d+(\.\d+)?$/D', $piece['amount']) === 1 && self::isAbove($piece['amount']))];
        }

        return $pieces;
    }

    /**
     * Figures that are other ones than in an earlier quote, put side by side as they stand.
     *
     * @return list<array{what: string, id: ?string, figure: string, quoted: ?string, now: ?string}>
     */
    public function against(self $first): array
    {
        $rows = [];
        [$before, $after] = [$first->grosses(), $this->grosses()];
        foreach ($before + $after as $id => $gross) {
            $rows[] = ['what' => 'line', 'id' => (string) $id, 'figure' => 'gross', 'quoted' => $before[$id] ?? null, 'now' => $after[$id] ?? null];
        }
        foreach (['rule', 'payout'] as $member) {
            $rows[] = ['what' => $member, 'id' => null, 'figure' => '', 'quoted' => $first->text($member), 'now' => $this->text($member)];
        }

        return array_values(array_filter($rows, static fn (array $row): bool => $row['quoted'] !== $row['now']));
    }

    /** @return array<string, string> line → what comes back of it */
    private function grosses(): array
    {
        return array_map('strval', array_column($this->list('lines'), 'gross', 'id'));
    }

    /** @return list<array{key: string, args: array<string, string|int>}> how the use of a line was measured */
    public function howUsed(string $line): array
    {
        $found = [];
        $isHere = false;
        foreach ($this->list('steps') as $step) {
            if (($step['key'] ?? '') === 'line') {
                $isHere = (string) ($step['args']['id'] ?? '') === $line;
            } elseif ($isHere && in_array($step['key'] ?? '', self::HOW_USED, true)) {
                $found[] = $step;
            }
        }

        return $found;
    }

    /** @return array<string, true> lines whose price is with tax */
    private function withTax(): array
    {
        $found = [];
        foreach (json_decode($this->request, true)['lines'] ?? [] as $line) {
            if (($line['tax']['mode'] ?? '') === 'inclusive') {
                $found[(string) $line['id']] = true;
            }
        }

        return $found;
    }
}
