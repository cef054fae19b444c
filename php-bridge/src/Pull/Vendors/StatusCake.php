<?php

/**
 * StatusCake API v1: `uptime` (pages), then `uptime/{id}/periods` of each, newest first, back in time by `before`.
 * Its guides: 60 requests a minute without a plan, 5 a second for all. Its webhook has no id, as a rule: the
 * target is what the webhook was heard to call the check (id, URL or name), else its URL.
 * Unverified: that `website_url` of the list is the webhook's `URL` to the letter, and the order of the periods.
 */

declare(strict_types=1);

namespace Makegood\Pull\Vendors;

use Makegood\Pull\Account;
use Makegood\Pull\Found;
use Makegood\Pull\Question;
use Makegood\Pull\Step;
use Makegood\Pull\Vendor;
use Makegood\Pull\Words;

final class StatusCake extends Vendor
{
    private const API = 'https://api.statuscake.com/v1/uptime';
    private const PAGE = 100;

    public function name(): string
    {
        return 'StatusCake';
    }

    public function host(array $settings): string
    {
        return 'api.statuscake.com';
    }

    public function perMinute(): int
    {
        return 50;
    }

    public function begin(Account $account, int $fromMs, int $toMs): array
    {
        return [new Step(Step::CHECKS, $fromMs, $toMs)];
    }

    public function question(Account $account, Step $step): Question
    {
        $url = $step->kind === Step::CHECKS
            ? self::url(self::API, ['limit' => self::PAGE, 'page' => max(1, (int) $step->page)])
            : self::url(self::API . '/' . rawurlencode((string) $step->check) . '/periods', ['limit' => self::PAGE]
                + ($step->page === '' ? [] : ['before' => $step->page]));
        return new Question($url, $step->fromMs, $step->toMs, $step->target, ['Authorization' => 'Bearer ' . $account->key]);
    }

    public function found(Account $account, Step $step, string $body): Found
    {
        $answer = $this->json($body);
        $rows = $this->rows($answer['data'] ?? null);
        if ($step->kind === Step::CHECKS) {
            return $this->checks($account, $step, $rows, $answer, $body);
        }
        $link = $answer['links']['next'] ?? null;
        if ($link === null || $link === '' || $rows === []) {
            return new Found();
        }
        $before = self::parameter($link, 'before') ?? throw $this->strange();
        return new Found((int) $before <= self::seconds($step->fromMs) ? [] : [$step->next($before, $body, $this->name())]);
    }

    /**
     * @param list<mixed> $rows
     * @param array<array-key, mixed> $answer
     */
    private function checks(Account $account, Step $step, array $rows, array $answer, string $body): Found
    {
        [$steps, $paused, $listed] = [[], [], []];
        foreach ($rows as $check) {
            $id = self::id($check['id'] ?? null) ?? throw $this->strange();
            $target = self::target($account, [$id, self::id($check['website_url'] ?? null), self::id($check['name'] ?? null)]);
            $steps[] = new Step(Step::HISTORY, $step->fromMs, $step->toMs, $target, '', $id);
            $paused = ($check['paused'] ?? false) === true ? [...$paused, $target] : $paused;
            $listed[$target] = [self::id($check['name'] ?? null), self::id($check['website_url'] ?? null)];
        }
        $page = max(1, (int) $step->page);
        $pages = self::id($answer['metadata']['page_count'] ?? null) ?? throw $this->strange();
        if ($page < (int) $pages) {
            array_unshift($steps, $step->next((string) ($page + 1), $body, $this->name()));
        }
        return new Found($steps, $paused, $listed, $listed === [] ? Words::none($this->name()) : null);
    }

    /** @param array{string, ?string, ?string} $names id, URL, name */
    private static function target(Account $account, array $names): string
    {
        $heard = array_values(array_intersect(array_filter($names, 'is_string'), $account->targets));
        return $heard[0] ?? $names[1] ?? $names[2] ?? $names[0];
    }
}
