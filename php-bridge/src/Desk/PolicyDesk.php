<?php

/** Policy versions and what they bind: the core judges a document before it is stored, for ever. */

declare(strict_types=1);

namespace Makegood\Desk;

use Makegood\Engine\CoreRefused;
use Makegood\Engine\Engine;
use Makegood\Engine\Json;
use Makegood\Instant;
use Makegood\Ledger\Ledger;
use Makegood\Panel\Panel;

final class PolicyDesk
{
    public function __construct(
        private readonly Panel $panel,
        private readonly Engine $engine,
        private readonly Ledger $ledger,
    ) {
    }

    /**
     * @return string the version's hash
     * @throws CoreRefused|UnableToDo|\Makegood\Panel\UnknownZone
     */
    public function put(string $document, string $by): string
    {
        // A whole object by itself: only then can it stand inside a request without changing the rest.
        $value = json_decode($document, false, 32);
        if (!$value instanceof \stdClass) {
            throw new UnableToDo('A policy is one JSON object.');
        }
        $now = $this->panel->now();
        $this->judge($document, is_string($value->zone ?? null) ? $value->zone : 'UTC', $now);
        $hash = $this->ledger->policies->put($document, (string) $value->name, $now);
        $this->ledger->events->add('policy.put', $hash, ['by' => $by], $now);
        return $hash;
    }

    /** @throws UnableToDo */
    public function assign(string $scope, string $scopeId, string $hash, int $fromMs, string $by): void
    {
        if ($this->ledger->policies->document($hash) === null) {
            throw new UnableToDo('There is no such policy version.');
        }
        $now = $this->panel->now();
        $this->ledger->assignments->add($scope, $scopeId, $hash, $fromMs, $by, $now);
        $this->ledger->events->add('policy.assigned', $hash, ['by' => $by, 'scope' => $scope, 'id' => $scopeId, 'from' => Instant::iso($fromMs)], $now);
    }

    /** A settlement of nobody: all that can be wrong with it is the document. @throws CoreRefused */
    private function judge(string $document, string $zone, int $now): void
    {
        Engine::decode($this->engine->bytes(Json::join([
            'contract' => Json::encode(Engine::CONTRACT),
            'command' => Json::encode('settle'),
            'asOf' => Json::encode(Instant::iso($now)),
            'capabilities' => Json::encode($this->panel->capabilities()),
            'zones' => Json::encode([$this->panel->offsets($zone, $now, $now)]),
            'policies' => '[' . Json::join(['hash' => Json::encode(hash('sha256', $document)), 'document' => $document]) . ']',
            'outages' => '[]',
            'maintenance' => '[]',
            'clients' => '[]',
            'services' => '[]',
        ])));
    }
}
