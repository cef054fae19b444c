<?php

/**
 * A Prometheus of one's own: `query_range`, at most 11 000 points a series in one answer. Both ends are inclusive; neighbouring pieces share
 * a sample, so that each change between two samples lies in one of them. Samples are at multiples of the step: the same in each pull.
 */

declare(strict_types=1);

namespace Makegood\Pull\Vendors;

use Makegood\Pull\Account;
use Makegood\Pull\Found;
use Makegood\Pull\PullFailed;
use Makegood\Pull\Question;
use Makegood\Pull\Step;
use Makegood\Pull\Vendor;

final class Prometheus extends Vendor
{
    private const MOST_POINTS = 11_000;
    private const QUERY = 'probe_success';
    private const STEP_S = 60;
    /** The piece that ends now. */
    private const LAST = 'last';
    private const MOST_BYTES = 1024 * 1024;
    private const OVERLAP_MS = 7_200_000;

    public function name(): string
    {
        return 'Prometheus';
    }

    public function host(array $settings): string
    {
        return (string) parse_url((string) $settings['url'], PHP_URL_HOST);
    }

    public function perMinute(): int
    {
        return 60;
    }

    public function needsKey(): bool
    {
        return false;
    }

    public function listsChecks(): bool
    {
        return false;
    }

    /** Its samples say at each instant what was: nothing began outside of the range. */
    public function asksFromTheBeginning(): bool
    {
        return false;
    }

    /** Long rows of numbers take PHP twenty times their bytes. */
    public function mostBytes(): int
    {
        return self::MOST_BYTES;
    }

    /** What it has stored never changes, and its answers are large. */
    public function overlapMs(): int
    {
        return self::OVERLAP_MS;
    }

    /** `url` (https), and if need be `query`, `step` (seconds), `auth` (`bearer` or `basic`: the key is `user:password`). */
    public function settingsProblem(array $settings): ?string
    {
        $url = $settings['url'] ?? null;
        $parts = is_string($url) ? parse_url($url) : false;
        $step = $settings['step'] ?? self::STEP_S;
        return match (true) {
            array_diff_key($settings, ['url' => 0, 'query' => 0, 'step' => 0, 'auth' => 0]) !== [] => 'Prometheus has the settings url, query, step and auth, and no others.',
            !is_array($parts) || ($parts['scheme'] ?? '') !== 'https' || ($parts['host'] ?? '') === '' || isset($parts['user'])
                || isset($parts['query']) || isset($parts['fragment']) => 'The address of Prometheus begins with https:// and has neither user nor query.',
            !is_string($settings['query'] ?? '') || strlen($settings['query'] ?? '') > 2000 => 'The query of Prometheus is a text of at most 2000 bytes.',
            !is_int($step) || $step < 10 || $step > 3600 => 'The step of Prometheus is between 10 and 3600 seconds.',
            !in_array($settings['auth'] ?? 'bearer', ['bearer', 'basic'], true) => 'Prometheus takes the key as bearer or basic.',
            default => null,
        };
    }

    public function begin(Account $account, int $fromMs, int $toMs): array
    {
        $step = self::stepMs($account);
        [$from, $to] = [$fromMs - $fromMs % $step, $toMs - $toMs % $step];
        $steps = [];
        for (; $from < $to; $from = $end) {
            $end = min($to, $from + (self::MOST_POINTS - 1) * $step);
            $steps[] = new Step(Step::HISTORY, $from, $end, page: $end === $to ? self::LAST : '');
        }
        return $steps;
    }

    public function question(Account $account, Step $step): Question
    {
        $query = (string) ($account->settings['query'] ?? '');
        $url = self::url(rtrim((string) $account->settings['url'], '/') . '/api/v1/query_range', [
            'query' => $query === '' ? self::QUERY : $query, 'start' => self::seconds($step->fromMs), 'end' => self::seconds($step->toMs),
            'step' => intdiv(self::stepMs($account), 1000),
        ]);
        $basic = ($account->settings['auth'] ?? 'bearer') === 'basic';
        $key = $basic ? 'Basic ' . base64_encode((string) $account->key) : 'Bearer ' . $account->key;
        return new Question(
            $url,
            $step->fromMs,
            $step->toMs,
            headers: $account->key === null ? [] : ['Authorization' => $key],
            stepS: intdiv(self::stepMs($account), 1000),
        );
    }

    public function found(Account $account, Step $step, string $body): Found
    {
        // Not decoded: its members stand in this order, and the core reads the rest.
        if (!preg_match('/^\s*\{\s*"status"\s*:\s*"success"\s*,\s*"data"\s*:\s*\{\s*"resultType"\s*:\s*"matrix"\s*,\s*"result"\s*:\s*\[\s*([{\]])/', $body, $m)
            || !str_ends_with(rtrim($body), '}')) {
            throw str_starts_with(ltrim($body), '{') ? $this->strange() : new PullFailed($this->name() . ' gave an answer that is not JSON.');
        }
        // What it no longer keeps is missing in the older pieces.
        return new Found(note: $m[1] === ']' && $step->page === self::LAST ? 'Prometheus has no samples for this query.' : null);
    }

    public function smaller(Account $account, Step $step): ?array
    {
        $ms = self::stepMs($account);
        $middle = $step->fromMs + intdiv(intdiv($step->toMs - $step->fromMs, $ms), 2) * $ms;
        return $middle <= $step->fromMs ? null
            : [new Step(Step::HISTORY, $step->fromMs, $middle), new Step(Step::HISTORY, $middle, $step->toMs, page: $step->page)];
    }

    private static function stepMs(Account $account): int
    {
        return (int) ($account->settings['step'] ?? self::STEP_S) * 1000;
    }
}
