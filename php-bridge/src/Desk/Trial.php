<?php

/** What a policy would pay for one outage of several lengths: one question for the core, which a browser can ask again with another document. */

declare(strict_types=1);

namespace Makegood\Desk;

use Makegood\Engine\CoreRefused;
use Makegood\Engine\Engine;
use Makegood\Instant;
use Makegood\Panel\Panel;
use Makegood\Panel\UnknownZone;
use Makegood\Run\SettleEnvelope;

final class Trial
{
    /** 5 min, 15 min, 45 min, 2 h, 8 h, 1 d, 3 d */
    public const LENGTHS_MS = [300_000, 900_000, 2_700_000, 7_200_000, 28_800_000, Instant::DAY_MS, 3 * Instant::DAY_MS];
    /** For a picture: 5, 15 and 30 min, 1, 2, 4 and 8 h, 1, 3 and 7 d */
    public const PICTURE_MS = [300_000, 900_000, 1_800_000, 3_600_000, 7_200_000, 14_400_000, 28_800_000, Instant::DAY_MS, 3 * Instant::DAY_MS, 7 * Instant::DAY_MS];
    /** A month of 31 days. */
    public const MONTH = '2026-03';
    /** Stands for the document's own: it can be exchanged without hashing. */
    private const HASH = '0000000000000000000000000000000000000000000000000000000000000000';
    /** The outages begin with the tenth day: the longest ends inside any month, in any time zone. */
    private const BEGIN_MS = 9 * Instant::DAY_MS;
    private const ZONE = 'UTC';
    private const PLACE = 'policies[0].document';

    public function __construct(private readonly Panel $panel, private readonly Engine $engine)
    {
    }

    /**
     * A `settle` request with one service for each length, each client its own. Every outage was reported when it began and a credit
     * claimed when it ended, it is the first component's, and the month before was paid, too: nothing that a policy asks for is missing.
     *
     * @param string $amount monthly price, decimal string
     * @param array{mode: string, rates: list<string>}|null $tax as in the contract
     * @param string    $month   `2026-03`
     * @param list<int> $lengths ms
     * @throws UnableToDo when the document is no JSON object
     */
    public function request(string $document, string $currency, string $amount, ?array $tax, string $month = self::MONTH, array $lengths = self::LENGTHS_MS): string
    {
        $policy = Document::of($document);
        if (preg_match('//u', $currency . $amount) !== 1) {
            throw new UnableToDo('Currency and amount must be plain text.');
        }
        $from = Instant::monthStart($month) - Instant::DAY_MS;
        $to = Instant::monthEnd($month) + Instant::DAY_MS;
        $ids = array_map(static fn (int $i): string => (string) ($i + 1), array_keys($lengths));
        return SettleEnvelope::text(
            $to, // nothing is recorded: it only has to lie behind the month
            $this->panel->capabilities(),
            $this->zones($policy->at('zone'), $from, $to),
            [self::HASH => $document],
            array_map(static fn (string $id): array => ['id' => $id, 'currency' => $currency, 'revision' => 0, 'carry' => '0'], $ids),
            array_map(static fn (string $id, int $length): array => [
                'id' => $id,
                'client' => $id,
                'period' => $month,
                'spans' => [['from' => Instant::iso($from), 'to' => null, 'server' => null, 'state' => 'active']],
                'assignments' => [['scope' => 'service', 'policy' => self::HASH, 'from' => Instant::iso($from)]],
                'charges' => [self::charge('1', Instant::month($from), $amount, $tax), self::charge('2', $month, $amount, $tax)],
                'recurring' => ['months' => 1, 'amount' => $amount, 'tax' => $tax],
                'entries' => [],
            ] + (self::isFull($policy) ? ['claims' => [['at' => Instant::iso(self::begin($month) + $length)]]] : []), $ids, $lengths),
            array_map(static fn (string $id, int $length): array => self::outage($id, $month, $length, $policy), $ids, $lengths),
        );
    }

    /**
     * @param array{mode: string, rates: list<string>}|null $tax
     * @param list<int> $lengths ms
     * @return array{request: string, answer: string, lengths: list<int>} results in the order of the lengths
     * @throws CoreRefused the path is one in the document, where the document is what is wrong
     * @throws UnableToDo|\Makegood\Engine\EngineUnavailable|\Makegood\Engine\EngineFailure
     */
    public function look(string $document, string $currency, string $amount, ?array $tax, string $month = self::MONTH, array $lengths = self::LENGTHS_MS): array
    {
        $request = $this->request($document, $currency, $amount, $tax, $month, $lengths);
        $answer = $this->engine->bytes($request);
        try {
            Engine::decode($answer);
        } catch (CoreRefused $refused) {
            $path = str_starts_with($refused->path, self::PLACE) ? ltrim(substr($refused->path, strlen(self::PLACE)), '.') : $refused->path;
            throw new CoreRefused($refused->errorCode, $refused->getMessage(), $refused->help, $path);
        }
        return ['request' => $request, 'answer' => $answer, 'lengths' => $lengths];
    }

    /** @return list<array<string, mixed>> the document's zone; one that nobody knows is left out, and the core says so */
    private function zones(mixed $zone, int $fromMs, int $toMs): array
    {
        $zones = [$this->panel->offsets(self::ZONE, $fromMs, $toMs)];
        if (is_string($zone) && $zone !== self::ZONE) {
            try {
                $zones[] = $this->panel->offsets($zone, $fromMs, $toMs);
            } catch (UnknownZone) {
            }
        }
        return $zones;
    }

    /** @return array<string, string> */
    private static function outage(string $id, string $month, int $lengthMs, Document $policy): array
    {
        $from = self::begin($month);
        $outage = ['id' => 'service:' . $id . '/' . $from, 'subject' => 'service:' . $id, 'from' => Instant::iso($from), 'to' => Instant::iso($from + $lengthMs)];
        if (!self::isFull($policy)) {
            return $outage;
        }
        $component = $policy->at('schedule.of[0].name');
        return $outage + ['reportedAt' => Instant::iso($from)] + (is_string($component) ? ['component' => $component] : []);
    }

    /** @param array{mode: string, rates: list<string>}|null $tax @return array<string, mixed> */
    private static function charge(string $id, string $month, string $amount, ?array $tax): array
    {
        return ['id' => $id, 'from' => $month . '-01', 'months' => 1, 'amount' => $amount, 'tax' => $tax];
    }

    private static function begin(string $month): int
    {
        return Instant::monthStart($month) + self::BEGIN_MS;
    }

    /** Schema 1 asks for nothing more, and is settled faster without it. */
    private static function isFull(Document $policy): bool
    {
        return $policy->at('schema') !== 1;
    }
}
