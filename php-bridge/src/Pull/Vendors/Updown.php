<?php

/**
 * updown.io: `checks`, then `checks/{token}/downtimes` of each, 100 a page, newest first. No limit is documented.
 * A page that is full and ends within the range has a next one.
 */

declare(strict_types=1);

namespace Makegood\Pull\Vendors;

use Makegood\Pull\Account;
use Makegood\Pull\Found;
use Makegood\Pull\Question;
use Makegood\Pull\Step;
use Makegood\Pull\Vendor;
use Makegood\Pull\Words;

final class Updown extends Vendor
{
    private const API = 'https://updown.io/api/checks';
    private const PAGE = 100;

    public function name(): string
    {
        return 'updown.io';
    }

    public function host(array $settings): string
    {
        return 'updown.io';
    }

    public function perMinute(): int
    {
        return 60;
    }

    public function begin(Account $account, int $fromMs, int $toMs): array
    {
        return [new Step(Step::CHECKS, $fromMs, $toMs)];
    }

    public function question(Account $account, Step $step): Question
    {
        $url = $step->kind === Step::CHECKS
            ? self::API
            : self::url(self::API . '/' . rawurlencode((string) $step->target) . '/downtimes', ['page' => max(1, (int) $step->page)]);
        return new Question($url, $step->fromMs, $step->toMs, $step->target, ['X-API-KEY' => (string) $account->key]);
    }

    public function found(Account $account, Step $step, string $body): Found
    {
        $rows = $this->rows($this->json($body));
        if ($step->kind !== Step::CHECKS) {
            return new Found($this->goesOn($step, $rows) ? [$step->next((string) (max(1, (int) $step->page) + 1), $body, $this->name())] : []);
        }
        [$steps, $paused, $listed] = [[], [], []];
        foreach ($rows as $check) {
            $token = self::id($check['token'] ?? null) ?? throw $this->strange();
            $steps[] = $this->ofTarget($token, $step->fromMs, $step->toMs);
            $paused = ($check['enabled'] ?? true) === false ? [...$paused, $token] : $paused;
            $listed[$token] = [self::id($check['alias'] ?? null), self::id($check['url'] ?? null)];
        }
        return new Found($steps, $paused, $listed, $listed === [] ? Words::none($this->name()) : null);
    }

    public function ofTarget(string $target, int $fromMs, int $toMs): ?Step
    {
        return new Step(Step::HISTORY, $fromMs, $toMs, $target);
    }

    /** @param list<mixed> $rows */
    private function goesOn(Step $step, array $rows): bool
    {
        if (count($rows) < self::PAGE) {
            return false;
        }
        $oldest = strtotime((string) ($rows[array_key_last($rows)]['started_at'] ?? ''));
        return $oldest === false ? throw $this->strange() : $oldest * 1000 > $step->fromMs;
    }
}
