<?php

/** What a policy would pay for one outage of several lengths: one question for the core, which a browser can ask again with another document. */

declare(strict_types=1);

namespace Makegood\Desk;

use Makegood\Engine\CoreRefused;
use Makegood\Engine\Engine;
use Makegood\Engine\Json;
use Makegood\Instant;
use Makegood\Panel\Panel;
use Makegood\Panel\UnknownZone;

final class Trial
{
    /** 5 min, 15 min, 45 min, 2 h, 8 h, 1 d, 3 d */
    public const LENGTHS_MS = [300_000, 900_000, 2_700_000, 7_200_000, 28_800_000, 86_400_000, 259_200_000];
    /** A month of 31 days. */
    public const MONTH = '2026-03';
    /** Stands for the document's own: it can be exchanged without hashing. */
    private const HASH = '0000000000000000000000000000000000000000000000000000000000000000';
    /** The outages begin with the tenth day: the longest ends inside any month, in any time zone. */
    private const BEGIN_MS = 9 * Instant::DAY_MS;
    private const DEPTH = 32;
    private const ZONE = 'UTC';
    private const PLACE = 'policies[0].document';

    public function __construct(private readonly Panel $panel, private readonly Engine $engine)
    {
    }

    /**
     * A `settle` request with one service for each of LENGTHS_MS, each client its own.
     *
     * @param string $amount monthly price, decimal string
     * @param array{mode: string, rates: list<string>}|null $tax as in the contract
     * @param string $month  `2026-03`
     * @throws UnableToDo when the document is no JSON object
     */
    public function request(string $document, string $currency, string $amount, ?array $tax, string $month = self::MONTH): string
    {
        // A whole object by itself: only then can it stand inside a request without changing the rest.
        $policy = json_decode($document, false, self::DEPTH);
        if (!$policy instanceof \stdClass) {
            throw new UnableToDo('A policy is one JSON object.');
        }
        if (preg_match('//u', $currency . $amount) !== 1) {
            throw new UnableToDo('Currency and amount must be plain text.');
        }
        $from = Instant::monthStart($month) - Instant::DAY_MS;
        $to = Instant::monthEnd($month) + Instant::DAY_MS;
        $ids = array_map(static fn (int $i): string => (string) ($i + 1), array_keys(self::LENGTHS_MS));
        return Json::join([
            'contract' => Json::encode(Engine::CONTRACT),
            'command' => Json::encode('settle'),
            // Nothing is recorded: it only has to lie behind the month.
            'asOf' => Json::encode(Instant::iso($to)),
            'capabilities' => Json::encode($this->panel->capabilities()),
            'zones' => Json::encode($this->zones($policy->zone ?? null, $from, $to)),
            'policies' => '[' . Json::join(['hash' => Json::encode(self::HASH), 'document' => $document]) . ']',
            'outages' => Json::encode(array_map(static fn (string $id, int $length): array => self::outage($id, $month, $length), $ids, self::LENGTHS_MS)),
            'maintenance' => '[]',
            'clients' => Json::encode(array_map(static fn (string $id): array => ['id' => $id, 'currency' => $currency, 'revision' => 0, 'carry' => '0'], $ids)),
            'services' => Json::encode(array_map(static fn (string $id): array => [
                'id' => $id,
                'client' => $id,
                'period' => $month,
                'spans' => [['from' => Instant::iso($from), 'to' => null, 'server' => null, 'state' => 'active']],
                'assignments' => [['scope' => 'service', 'policy' => self::HASH, 'from' => Instant::iso($from)]],
                'charges' => [],
                'recurring' => ['months' => 1, 'amount' => $amount, 'tax' => $tax],
                'entries' => [],
            ], $ids)),
        ]);
    }

    /**
     * @param array{mode: string, rates: list<string>}|null $tax
     * @return array{request: string, answer: string, lengths: list<int>} results in the order of the lengths
     * @throws CoreRefused the path is one in the document, where the document is what is wrong
     * @throws UnableToDo|\Makegood\Engine\EngineUnavailable|\Makegood\Engine\EngineFailure
     */
    public function look(string $document, string $currency, string $amount, ?array $tax, string $month = self::MONTH): array
    {
        $request = $this->request($document, $currency, $amount, $tax, $month);
        $answer = $this->engine->bytes($request);
        try {
            Engine::decode($answer);
        } catch (CoreRefused $refused) {
            $path = str_starts_with($refused->path, self::PLACE) ? ltrim(substr($refused->path, strlen(self::PLACE)), '.') : $refused->path;
            throw new CoreRefused($refused->errorCode, $refused->getMessage(), $refused->help, $path);
        }
        return ['request' => $request, 'answer' => $answer, 'lengths' => self::LENGTHS_MS];
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
    private static function outage(string $id, string $month, int $lengthMs): array
    {
        $from = Instant::monthStart($month) + self::BEGIN_MS;
        return ['id' => 'service:' . $id . '/' . $from, 'subject' => 'service:' . $id, 'from' => Instant::iso($from), 'to' => Instant::iso($from + $lengthMs)];
    }
}
