<?php

/** Rows of the ledger that tests need and that only a whole run would make. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests;

use Makegood\Ledger\Ledger;
use Makegood\Ledger\Postings;

final class Fixtures
{
    /** An entry with its posting and its settlement. $word stands in the policy's name. @return string the entry's id */
    public static function entry(Ledger $ledger, string $client, string $service, string $word, string $gross = '1.00'): string
    {
        $answer = json_encode(['ok' => true, 'results' => [[
            'service' => $service, 'client' => $client, 'currency' => 'USD', 'period' => '2026-02', 'from' => '2026-02-01T00:00:00Z',
            'to' => '2026-03-01T00:00:00Z', 'availability' => '99.941756', 'downtimeMs' => 1560000, 'excludedMs' => 0, 'counted' => [],
            'entitlement' => ['net' => '0.83', 'tax' => '0.17', 'gross' => $gross, 'rate' => '20'],
            'steps' => [
                ['key' => 'policy', 'args' => ['hash' => str_repeat('a', 64), 'name' => $word, 'boundAt' => '2026-02-01T00:00:00Z']],
                ['key' => 'outage', 'args' => ['id' => 'o', 'from' => '2026-02-04T12:00:00Z', 'to' => '2026-02-04T12:26:00Z', 'countedMs' => 1560000]],
                ['key' => 'credit', 'args' => ['gross' => $gross]],
                ['key' => 'aStepOfALaterCore', 'args' => ['word' => $word]],
            ],
        ]], 'warnings' => []], JSON_THROW_ON_ERROR);
        $id = $ledger->entries->add([
            'service_id' => $service, 'client_id' => $client, 'currency' => 'USD', 'period' => '2026-02', 'kind' => 'sla', 'n' => 1, 'net' => '0.83',
            'tax' => '0.17', 'gross' => $gross, 'rate' => '20', 'route' => 'accountCredit', 'carry_before' => '0.00', 'carry_after' => '0.00',
            'revision' => 0, 'state' => 'posted', 'request' => '{"contract":1}', 'answer' => $answer, 'engine_sha256' => str_repeat('0', 64),
            'policy_hash' => str_repeat('a', 64), 'created_ms' => 1772344800000,
        ]);
        $ledger->meta->put('mode', 'live'); // a dry run claims nothing
        $posting = $ledger->postings->add($id, 1, $gross, Postings::marker($service, '2026-02', 'sla', 1, 1), 'pending');
        $ledger->postings->claim($posting, 'test', '0.00', '0', 1772344800000);
        $ledger->postings->posted($posting, 'posting', '1', 1772344800000);
        $ledger->settlements->put($service, '2026-02', $client, str_repeat('b', 64), true, 1772344800000, $answer, 1772344800000);

        return $id;
    }

    /** A decided credit that waits to be posted; the service must be in the ledger's spans to be held. @return string the posting's id */
    public static function waiting(Ledger $ledger, string $client, string $service, string $gross = '1.00', string $period = '2026-02', int $revision = 0): string
    {
        $now = 1772344800000;
        $answer = json_encode(['ok' => true, 'results' => [['service' => $service, 'client' => $client, 'currency' => 'USD', 'period' => $period, 'steps' => []]],
            'warnings' => []], JSON_THROW_ON_ERROR);
        $id = $ledger->entries->add([
            'service_id' => $service, 'client_id' => $client, 'currency' => 'USD', 'period' => $period, 'kind' => 'sla', 'n' => 1, 'net' => $gross,
            'tax' => '0.00', 'gross' => $gross, 'rate' => '0', 'route' => 'accountCredit', 'carry_before' => '0.00', 'carry_after' => '0.00',
            'revision' => $revision, 'state' => 'pending', 'request' => '{"contract":1}', 'answer' => $answer, 'engine_sha256' => str_repeat('0', 64),
            'policy_hash' => str_repeat('a', 64), 'created_ms' => $now,
        ]);
        $ledger->settlements->put($service, $period, $client, str_repeat('b', 64), true, $now, $answer, $now);

        return $ledger->postings->add($id, 1, $gross, Postings::marker($service, $period, 'sla', 1, 1), 'pending');
    }
}
