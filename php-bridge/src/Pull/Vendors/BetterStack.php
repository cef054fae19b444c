<?php

/**
 * Better Stack Uptime API v3 `incidents`, by pages; `from` and `to` are days. No limit is documented.
 * Unverified: in which zone the days are, and that an incident belongs to the day when it began: a day more is asked for on each side.
 */

declare(strict_types=1);

namespace Makegood\Pull\Vendors;

use Makegood\Instant;
use Makegood\Pull\Account;
use Makegood\Pull\Found;
use Makegood\Pull\Question;
use Makegood\Pull\Step;
use Makegood\Pull\Vendor;

final class BetterStack extends Vendor
{
    private const API = 'https://uptime.betterstack.com/api/v3/incidents';

    public function name(): string
    {
        return 'Better Stack';
    }

    public function host(array $settings): string
    {
        return 'uptime.betterstack.com';
    }

    public function perMinute(): int
    {
        return 30;
    }

    public function listsChecks(): bool
    {
        return false;
    }

    public function begin(Account $account, int $fromMs, int $toMs): array
    {
        return [new Step(Step::HISTORY, $fromMs, $toMs)];
    }

    public function question(Account $account, Step $step): Question
    {
        $url = self::url(self::API, [
            'from' => self::day($step->fromMs - Instant::DAY_MS), 'to' => self::day($step->toMs + Instant::DAY_MS),
            'per_page' => 50, 'page' => max(1, (int) $step->page),
        ]);
        return new Question($url, $step->fromMs, $step->toMs, null, ['Authorization' => 'Bearer ' . $account->key]);
    }

    public function found(Account $account, Step $step, string $body): Found
    {
        $answer = $this->json($body);
        $this->rows($answer['data'] ?? null);
        $link = $answer['pagination']['next'] ?? null;
        if ($link === null || $link === '') {
            return new Found();
        }
        return new Found([$step->next(self::parameter($link, 'page') ?? throw $this->strange(), $body, $this->name())]);
    }

    private static function day(int $ms): string
    {
        return substr(Instant::iso($ms), 0, 10);
    }
}
