<?php

/** The frame that every `settle` request has, whoever asks: a run, a page or a trial. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Engine\Engine;
use Makegood\Engine\Json;
use Makegood\Instant;

final class SettleEnvelope
{
    /**
     * All but the policies as the contract has them.
     *
     * @param array<string, mixed> $capabilities
     * @param list<array<string, mixed>> $zones
     * @param array<string, string> $policies hash => stored bytes of the document: they go in as they are, for the hash names them
     * @param list<array<string, mixed>> $clients
     * @param list<array<string, mixed>> $services
     * @param list<array<string, mixed>> $outages
     * @param list<array<string, mixed>> $maintenance
     */
    public static function text(int $asOfMs, array $capabilities, array $zones, array $policies, array $clients, array $services, array $outages = [], array $maintenance = []): string
    {
        $documents = [];
        foreach ($policies as $hash => $document) {
            $documents[] = Json::join(['hash' => Json::encode((string) $hash), 'document' => $document]);
        }
        return Json::join([
            'contract' => Json::encode(Engine::CONTRACT),
            'command' => Json::encode('settle'),
            'asOf' => Json::encode(Instant::iso($asOfMs)),
            'capabilities' => Json::encode($capabilities),
            'zones' => Json::encode($zones),
            'policies' => '[' . implode(',', $documents) . ']',
            'outages' => Json::encode($outages),
            'maintenance' => Json::encode($maintenance),
            'clients' => Json::encode($clients),
            'services' => Json::encode($services),
        ]);
    }
}
