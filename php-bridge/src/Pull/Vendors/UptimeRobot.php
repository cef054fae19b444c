<?php

/**
 * UptimeRobot API v3 `incidents` by cursor (its OpenAPI); for keys that v3 does not take, v2 `getMonitors` with logs.
 * The free plan may ask 10 times a minute. Unverified: which keys v3 takes, and that `started_after` counts the beginning only.
 */

declare(strict_types=1);

namespace Makegood\Pull\Vendors;

use Makegood\Instant;
use Makegood\Pull\Account;
use Makegood\Pull\Found;
use Makegood\Pull\PullFailed;
use Makegood\Pull\Question;
use Makegood\Pull\Step;
use Makegood\Pull\Vendor;

final class UptimeRobot extends Vendor
{
    private const API = 'https://api.uptimerobot.com/';
    private const PAGE = 50;

    public function name(): string
    {
        return 'UptimeRobot';
    }

    public function host(array $settings): string
    {
        return 'api.uptimerobot.com';
    }

    public function perMinute(): int
    {
        return 9;
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
        return $step->kind === Step::OLD ? $this->old($account, $step) : $this->incidents($account, $step);
    }

    public function found(Account $account, Step $step, string $body): Found
    {
        return new Found($step->kind === Step::OLD ? $this->oldPage($step, $body) : $this->page($step, $body));
    }

    /** An old key is unknown to v3. */
    public function instead(Step $step, int $status): ?array
    {
        return $step->kind === Step::HISTORY && $step->page === '' && in_array($status, [401, 403], true)
            ? [new Step(Step::OLD, $step->fromMs, $step->toMs)] : null;
    }

    /** Logs come whole: a monitor that flaps has many. */
    public function smaller(Account $account, Step $step): ?array
    {
        $middle = intdiv($step->fromMs + $step->toMs, 2);
        return $step->kind !== Step::OLD || $middle - $step->fromMs < Instant::DAY_MS ? null
            : [new Step(Step::OLD, $step->fromMs, $middle, page: $step->page), new Step(Step::OLD, $middle, $step->toMs, page: $step->page)];
    }

    private function incidents(Account $account, Step $step): Question
    {
        $range = ['started_after' => Instant::iso($step->fromMs), 'started_before' => Instant::iso($step->toMs)];
        $url = self::url(self::API . 'v3/incidents', $step->page === '' ? $range : $range + ['cursor' => $step->page]);
        return new Question($url, $step->fromMs, $step->toMs, null, ['Authorization' => 'Bearer ' . $account->key]);
    }

    private function old(Account $account, Step $step): Question
    {
        $form = [
            'api_key' => (string) $account->key, 'format' => 'json', 'logs' => 1, 'logs_start_date' => self::seconds($step->fromMs),
            'logs_end_date' => self::seconds($step->toMs), 'offset' => (int) $step->page, 'limit' => self::PAGE,
        ];
        return new Question(
            self::API . 'v2/getMonitors',
            $step->fromMs,
            $step->toMs,
            null,
            ['Content-Type' => 'application/x-www-form-urlencoded'],
            'POST',
            http_build_query($form),
        );
    }

    /** @return list<Step> */
    private function page(Step $step, string $body): array
    {
        $answer = $this->json($body);
        $this->rows($answer['data'] ?? null);
        $link = $answer['nextLink'] ?? null;
        if ($link === null || $link === '') {
            return [];
        }
        $cursor = self::parameter($link, 'cursor') ?? (is_string($link) && preg_match('/^\d+$/D', $link) ? $link : throw $this->strange());
        return [$step->next($cursor, $body, $this->name())];
    }

    /** v2 says 200 also when it refuses. @return list<Step> */
    private function oldPage(Step $step, string $body): array
    {
        $answer = $this->json($body);
        if (($answer['stat'] ?? null) !== 'ok') {
            throw new PullFailed($this->name() . match ($answer['error']['parameter_name'] ?? $answer['error']['type'] ?? null) {
                'api_key', 'invalid_api_key' => ' says the key is not valid (401).',
                default => ' refuses the question.',
            });
        }
        $this->rows($answer['monitors'] ?? null);
        $next = (int) $step->page + self::PAGE;
        $total = self::id($answer['pagination']['total'] ?? null) ?? throw $this->strange();
        return $next < (int) $total ? [$step->next((string) $next, $body, $this->name())] : [];
    }
}
