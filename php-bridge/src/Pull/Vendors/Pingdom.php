<?php

/**
 * Pingdom API 3.1 (its OpenAPI): `checks`, then `summary.outage/{id}` of each. Transaction checks have another API and are left out.
 * Unverified: what a deleted check is answered with (403 or 404), and whether the first state is cut at `from`.
 */

declare(strict_types=1);

namespace Makegood\Pull\Vendors;

use Makegood\Pull\Account;
use Makegood\Pull\Found;
use Makegood\Pull\Question;
use Makegood\Pull\Step;
use Makegood\Pull\Vendor;
use Makegood\Pull\Words;

final class Pingdom extends Vendor
{
    private const API = 'https://api.pingdom.com/api/3.1/';
    private const PAGE = 1000;

    public function name(): string
    {
        return 'Pingdom';
    }

    public function host(array $settings): string
    {
        return 'api.pingdom.com';
    }

    /** The documented limits are of an hour and of a month, and said in each answer's head. */
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
            ? self::url(self::API . 'checks', ['limit' => self::PAGE, 'offset' => (int) $step->page])
            : self::url(self::API . 'summary.outage/' . rawurlencode((string) $step->target), [
                'from' => self::seconds($step->fromMs), 'to' => self::seconds($step->toMs), 'order' => 'asc',
            ]);
        return new Question($url, $step->fromMs, $step->toMs, $step->target, ['Authorization' => 'Bearer ' . $account->key]);
    }

    public function found(Account $account, Step $step, string $body): Found
    {
        $answer = $this->json($body);
        if ($step->kind !== Step::CHECKS) {
            $this->rows($answer['summary']['states'] ?? null);
            return new Found();
        }
        [$steps, $paused, $listed] = [[], [], []];
        $checks = $this->rows($answer['checks'] ?? null);
        foreach ($checks as $check) {
            $id = self::id($check['id'] ?? null) ?? throw $this->strange();
            $steps[] = $this->ofTarget($id, $step->fromMs, $step->toMs);
            $paused = ($check['status'] ?? null) === 'paused' ? [...$paused, $id] : $paused;
            $listed[$id] = [self::id($check['name'] ?? null), self::id($check['hostname'] ?? null)];
        }
        if (count($checks) === self::PAGE) {
            array_unshift($steps, $step->next((string) ((int) $step->page + self::PAGE), $body, $this->name()));
        }
        return new Found($steps, $paused, $listed, $listed === [] ? Words::none($this->name()) : null);
    }

    public function ofTarget(string $target, int $fromMs, int $toMs): ?Step
    {
        return new Step(Step::HISTORY, $fromMs, $toMs, $target);
    }
}
