<?php

/** The doors that are measured, by name, and the documents that go through them. */

declare(strict_types=1);

namespace Makegood\Bench;

use Makegood\Engine\ProcessCore;
use Makegood\Engine\Transport;

require_once __DIR__ . '/plain.php';
require_once __DIR__ . '/documents.php';
require_once __DIR__ . '/pairs.php';

const BRIDGE = __DIR__ . '/..';
const ROOT = __DIR__ . '/../..';
const DIST = ROOT . '/dist';
/** Rounds by what is measured; the large documents take longer than their noise. */
const ROUNDS = ['0' => 300, '1' => 300, '5' => 200, '20' => 120, '200' => 25, 'documents' => 12];

/** @return array<string, list<string>> requests by key of the report */
function workloads(): array
{
    $loads = [];
    foreach (array_keys(ROUNDS) as $key) {
        $loads[$key] = is_int($key) ? [Documents::measured($key)] : Documents::make(200);
    }
    return $loads;
}

/** @return array<string, callable(string): string> the yardsticks, the first one plain */
function yardsticks(): array
{
    return ['bcmath' => PlainSettle::answer(...), 'tuned' => PlainSettle::tuned(...)];
}

/** Fails loudly: nothing is compared that does not answer the same. */
function demandEqual(string $name, callable $door, array $requests): void
{
    foreach ($requests as $i => $request) {
        if ($door($request) !== PlainSettle::answer($request)) {
            throw new \RuntimeException("$name answers request $i otherwise than the yardstick");
        }
    }
}

/** @return array<string, array<string, array>> by workload, by door */
function compared(array $doors, array $workloads, bool $waits = false): array
{
    $result = [];
    foreach ($workloads as $key => $requests) {
        foreach ($doors as $name => $door) {
            demandEqual($name, $door, $requests);
        }
        $result[$key] = Pairs::measure($doors, $requests, ROUNDS[$key], $waits);
    }
    return $result;
}

/** The generated class against both yardsticks, in this process. core.php has been loaded. */
function zeroInstall(): array
{
    return compared(yardsticks() + ['zero_install' => core(...)], workloads());
}

/** A transport of the bridge against the plain yardstick. */
function transport(string $name, Transport $transport, bool $waits): array
{
    $workloads = array_intersect_key(workloads(), ['20' => 0, 'documents' => 0]);
    return compared(['bcmath' => PlainSettle::answer(...), $name => $transport->call(...)], $workloads, $waits);
}

function process(): ProcessCore
{
    return new ProcessCore(ROOT . '/target/release/makegood');
}
