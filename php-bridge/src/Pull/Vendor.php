<?php

/** How one monitor's API is asked about the past. It makes requests and finds the next page; what an answer means the core knows. */

declare(strict_types=1);

namespace Makegood\Pull;

abstract class Vendor
{
    /** As people write it. */
    abstract public function name(): string;

    /** The only host that is asked. @param array<string, string|int> $settings */
    abstract public function host(array $settings): string;

    /** Requests a minute, below what the vendor allows the smallest plan. */
    abstract public function perMinute(): int;

    /** @return list<Step> what a range begins with */
    abstract public function begin(Account $account, int $fromMs, int $toMs): array;

    abstract public function question(Account $account, Step $step): Question;

    /** @throws PullFailed when it is not an answer of this API */
    abstract public function found(Account $account, Step $step, string $body): Found;

    public function needsKey(): bool
    {
        return true;
    }

    /** @param array<string, mixed> $settings @return ?string what is wrong with them, a sentence for a person */
    public function settingsProblem(array $settings): ?string
    {
        return $settings === [] ? null : $this->name() . ' has no settings besides its key.';
    }

    /** Whether a range has to begin where an outage began that still goes on: its API lists outages by their beginning. */
    public function asksFromTheBeginning(): bool
    {
        return true;
    }

    /** How long before the cursor a night begins: what was told late or changed there is seen. */
    public function overlapMs(): int
    {
        return Schedule::OVERLAP_MS;
    }

    /** The question about a check that the list of checks does not have. @return ?Step null: it cannot be asked about */
    public function ofTarget(string $target, int $fromMs, int $toMs): ?Step
    {
        return null;
    }

    /** Whether a list of checks comes first, so that a check that is mapped and not in it is gone. */
    public function listsChecks(): bool
    {
        return true;
    }

    /** Another way to the same when the server refuses with this status. @return list<Step>|null */
    public function instead(Step $step, int $status): ?array
    {
        return null;
    }

    public function mostBytes(): int
    {
        return Http::MAX_BYTES;
    }

    /** The same in smaller pieces, when the answer was too large. @return list<Step>|null */
    public function smaller(Account $account, Step $step): ?array
    {
        return null;
    }

    /** @return array<array-key, mixed> @throws PullFailed */
    protected function json(string $body): array
    {
        $value = json_decode($body, true, 64, JSON_BIGINT_AS_STRING);
        return is_array($value) ? $value : throw new PullFailed($this->name() . ' gave an answer that is not JSON.');
    }

    /** @return list<mixed> @throws PullFailed */
    protected function rows(mixed $value): array
    {
        return is_array($value) && array_is_list($value) ? $value : throw $this->strange();
    }

    protected function strange(): PullFailed
    {
        return new PullFailed($this->name() . ' gave an answer that is not what its API documents.');
    }

    /** An id, of any length. */
    protected static function id(mixed $value): ?string
    {
        return is_int($value) || (is_string($value) && $value !== '') ? (string) $value : null;
    }

    /** One parameter of a link to the next page: the link itself is never followed. */
    protected static function parameter(mixed $link, string $name): ?string
    {
        parse_str((string) parse_url(is_string($link) ? $link : '', PHP_URL_QUERY), $parameters);
        $value = $parameters[$name] ?? null;
        return is_string($value) && preg_match('/^[\w.:=-]{1,400}$/D', $value) ? $value : null;
    }

    /** @param array<string, string|int> $parameters */
    protected static function url(string $address, array $parameters): string
    {
        return $address . ($parameters === [] ? '' : '?' . http_build_query($parameters, '', '&', PHP_QUERY_RFC3986));
    }

    protected static function seconds(int $ms): int
    {
        return intdiv($ms, 1000);
    }
}
