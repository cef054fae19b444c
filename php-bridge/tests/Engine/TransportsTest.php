<?php

/** By whatever way the core is reached its answers are the same bytes, and the next way steps in when one breaks. */

declare(strict_types=1);

namespace Makegood\Tests\Engine;

use Makegood\Engine\Candidate;
use Makegood\Engine\Chain;
use Makegood\Engine\CompiledCore;
use Makegood\Engine\Engine;
use Makegood\Engine\EngineFailure;
use Makegood\Engine\EngineUnavailable;
use Makegood\Engine\FfiCore;
use Makegood\Engine\Manifest;
use Makegood\Engine\ProcessCore;
use Makegood\Engine\TransportSettings;
use Makegood\Engine\Transports;
use Makegood\Tests\Support\Child;
use Makegood\Tests\Support\Core;
use Makegood\Tests\Support\FakeTransport;
use Makegood\Tests\Support\TinyEngine;
use Makegood\Tests\Support\Vectors;
use PHPUnit\Framework\TestCase;

final class TransportsTest extends TestCase
{
    use TinyEngine;

    public function testAllVectorsComeOutTheSameByEveryWay(): void
    {
        $manifest = self::shipped();
        $ways = ['compiled' => new CompiledCore($manifest)];
        is_file(self::binary()) && $ways['process'] = new ProcessCore(self::binary());
        self::library() === null || $ways['ffi'] = new FfiCore($manifest, self::library(), new TransportSettings());
        foreach (Vectors::requests() as $id => $request) {
            $said = array_map(static fn ($way): string => hash('sha256', $way->call($request)), $ways);
            self::assertCount(1, array_unique($said), $id . ': ' . json_encode($said));
        }
        foreach (['process', 'ffi'] as $name) {
            isset($ways[$name]) || fwrite(STDERR, "\nSKIPPED: no $name here, so the vectors did not go that way.\n");
        }
    }

    public function testTheFastestThatIsThereIsUsedAndTheOthersSayWhyNot(): void
    {
        $manifest = self::shipped();
        is_file(self::binary()) || self::markTestSkipped('no native core');
        $used = static fn (TransportSettings $settings): array => array_column(self::opened(Transports::auto($manifest, $settings))->report(), 'state', 'name');
        $off = ['ffi' => 'off', 'process' => 'off', 'compiled' => 'used'];
        self::assertSame($off, $used(new TransportSettings()));
        self::assertSame($off, $used(new TransportSettings('compiled', self::binary(), '/none.so')));
        self::assertSame($off, $used(new TransportSettings('procces', self::binary())));
        self::assertSame($off, $used((new TransportSettings('process', self::binary()))->forPage()));
        self::assertSame(['ffi' => 'off', 'process' => 'used', 'compiled' => 'ready'], $used(new TransportSettings('auto', self::binary())));
        self::assertSame(['ffi' => 'passedOver', 'process' => 'used', 'compiled' => 'ready'], $used(new TransportSettings('auto', self::binary(), '/none.so')));
        self::assertSame(['ffi' => 'off', 'process' => 'passedOver', 'compiled' => 'used'], $used(new TransportSettings('process', '/none')));
        $report = self::opened(Transports::auto($manifest, new TransportSettings('auto', '/none', '/none.so')))->report();
        self::assertSame([true, true, ''], [$report[0]['reason'] !== '', $report[1]['reason'] !== '', $report[2]['reason']]);
    }

    /** @return array<string, array{string}> what a native core does that must not be used */
    public static function impostors(): array
    {
        return [
            'of other sources' => ['say(str_replace("feed", "beef", $describe) . "\n");'],
            'one wrong answer' => ['say((str_contains($line, "describe") ? $describe : "wrong") . "\n");'],
            'crashes at a known question' => ['str_contains($line, "describe") ? say($describe . "\n") : exit(1);'],
            'speaks before it is asked' => ['say((str_contains($line, "describe") ? $describe : "right") . "\n" . (isset($late) ? "" : "ready\n")); $late = true;'],
            'another program' => ['say("usage: cat [file]\n");'],
        ];
    }

    /** @dataProvider impostors */
    public function testABinaryThatIsNotThatCoreIsPassedOver(string $body): void
    {
        $binary = Child::write($this->temporaryDirectory(), $body, '$describe = ' . var_export(FakeTransport::DESCRIBE, true) . ';');
        $engine = Engine::at($this->directory([]), new TransportSettings('auto', $binary, null, 3_000));
        self::assertSame('{"ok":true,"calls":1}', $engine->bytes('{"count":true}'));
        self::assertSame(['off', 'passedOver', 'used'], array_column($engine->transports(), 'state'));
        self::assertSame(self::WASM, $engine->identity()['sha256'], 'entries name the same engine by every way');
    }

    public function testOneThatBreaksInMidRunIsDroppedAndTheNextIsAskedTheWholeRequest(): void
    {
        $binary = Child::write($this->temporaryDirectory(), 'match (true) { str_contains($line, "describe") => say($describe . "\n"), str_contains($line, "known") => say("right\n"),'
            . ' default => exit(1) };', '$describe = ' . var_export(FakeTransport::DESCRIBE, true) . ';');
        $engine = Engine::at($this->directory([]), new TransportSettings('auto', $binary, null, 3_000));
        $engine->selfTest();
        self::assertSame(['off', 'used', 'ready'], array_column($engine->transports(), 'state'));
        self::assertSame('{"ok":true,"calls":1}', $engine->bytes('{"count":true}'));
        self::assertSame(['off', 'dropped', 'used'], array_column($engine->transports(), 'state'));
        self::assertStringContainsString('ended without an answer', $engine->transports()[1]['reason']);
        $engine->canary();
        $starts = Child::starts($binary);
        $engine->bytes('{"count":true}');
        self::assertSame($starts, Child::starts($binary), 'it is not tried again');
    }

    public function testARequestThatBreaksThemAllDropsNone(): void
    {
        $trapping = static fn (): FakeTransport => new FakeTransport(static fn (string $request): ?string => match (true) {
            str_contains($request, 'known') => 'right',
            $request === 'trap' => throw new EngineFailure('unreachable'),
            default => null,
        });
        $chain = new Chain($this->manifest([]), [new Candidate('process', $trapping), new Candidate('compiled', $trapping)]);
        try {
            $chain->call('trap');
            self::fail('answered');
        } catch (EngineFailure) {
        }
        self::assertSame(FakeTransport::DESCRIBE, $chain->call('{}'));
        self::assertSame(['used', 'ready'], array_column($chain->report(), 'state'));
    }

    public function testTheOneThatStepsInGivesAllKnownAnswersFirst(): void
    {
        $selftest = json_encode([['request' => self::QUESTION, 'sha256' => hash('sha256', 'right'), 'canary' => true], ['request' => 'all', 'sha256' => hash('sha256', 'all')]]);
        $core = static fn (string $all, bool $breaks): \Closure => static fn (): FakeTransport => new FakeTransport(static fn (string $request): ?string => match (true) {
            $request === 'all' => $all,
            str_contains($request, 'known') => 'right',
            $breaks && $request === '{}' => throw new EngineFailure('broken'),
            default => null,
        });
        $manifest = $this->manifest([], $selftest);
        $chain = new Chain($manifest, [new Candidate('process', $core('all', true)), new Candidate('compiled', $core('wrong', false))]);
        try {
            $chain->call('{}');
            self::fail('answered');
        } catch (EngineUnavailable $no) {
            self::assertSame('selfTest', $no->reasonCode);
        }
        $alone = new Chain($manifest, [new Candidate('compiled', $core('wrong', false))]);
        self::assertSame(FakeTransport::DESCRIBE, $alone->call('{}'), 'by itself it pays for the canaries; the start of a run asks for all');
    }

    public function testATrapInTheWasmIsOneFailureAndALargeRequestGrowsItsMemory(): void
    {
        $core = new FfiCore(self::shipped(), self::library() ?? self::markTestSkipped('no libwasmtime'), new TransportSettings());
        self::assertStringContainsString('"request_too_large"', $core->call(str_repeat(' ', 9_000_000)));
        self::assertStringContainsString('"makegood"', $core->call('{"contract":1,"command":"describe"}'));
    }

    public function testTheCompiledModuleIsKeptAndOnlyOursIsTaken(): void
    {
        $library = self::library() ?? self::markTestSkipped('no libwasmtime');
        $directory = $this->temporaryDirectory();
        $used = static fn (string $key, bool $page): string => self::opened(Transports::auto(
            self::shipped(),
            new TransportSettings('ffi', null, $library, isPage: $page, cacheDirectory: $directory, cacheKey: $key),
        ))->report()[0]['state'];
        self::assertSame('passedOver', $used('secret', true), 'a page does not compile');
        self::assertSame('used', $used('secret', false));
        self::assertSame('used', $used('secret', true));
        self::assertSame('passedOver', $used('another', true), 'who does not know the secret did not write it');
        $file = $directory . '/core.module';
        self::assertSame('0600', substr(sprintf('%o', fileperms($file)), -4));
        file_put_contents($file, substr_replace((string) file_get_contents($file), 'x', 5_000, 1));
        self::assertSame('passedOver', $used('secret', true), 'changed since');
        self::assertSame('used', $used('secret', false), 'written anew');
        self::assertSame('used', $used('secret', true));
        self::assertSame(['core.module'], array_values(array_diff((array) scandir($directory), ['.', '..'])));
    }

    private static function opened(Chain $chain): Chain
    {
        $chain->open();
        return $chain;
    }

    private static function shipped(): Manifest
    {
        is_file(Core::dist() . '/manifest.json') || self::markTestSkipped('no engine: run make wasm first');
        return Manifest::read(Core::dist());
    }

    private static function binary(): string
    {
        return (string) (getenv('MAKEGOOD_NATIVE') ?: Core::dist() . '/../target/release/makegood');
    }

    private static function library(): ?string
    {
        static $path = null;
        $path ??= extension_loaded('ffi') ? trim((string) shell_exec(escapeshellarg(__DIR__ . '/../../../scripts/wasmtime.sh') . ' 2>/dev/null')) : '';
        return $path === '' ? null : $path;
    }
}
