<?php

/** Nobody gets an answer from a core that has not proved to be the right one. */

declare(strict_types=1);

namespace Makegood\Tests\Engine;

use Makegood\Engine\CoreRefused;
use Makegood\Engine\Engine;
use Makegood\Engine\EngineFailure;
use Makegood\Engine\EngineUnavailable;
use Makegood\Engine\Manifest;
use Makegood\Tests\Support\FakeTransport;
use Makegood\Tests\Support\TinyEngine;
use PHPUnit\Framework\TestCase;

final class EngineTest extends TestCase
{
    use TinyEngine;

    public function testTheHandshakeComesFirst(): void
    {
        $transport = new FakeTransport(static fn (string $request): ?string => str_contains($request, 'describe') ? null : '{"ok":true,"n":1}');
        self::assertSame(1, Engine::over($transport)->call(['contract' => 1, 'command' => 'x', 'url' => 'a/ü'])['n']);
        self::assertSame(['{"contract":1,"command":"describe"}', '{"contract":1,"command":"x","url":"a/ü"}'], $transport->asked);
    }

    public function testAnotherContractIsRefused(): void
    {
        $this->expectException(EngineUnavailable::class);
        Engine::over(new FakeTransport(static fn (): string => strtr(FakeTransport::DESCRIBE, ['"contract":1' => '"contract":2'])))->identity();
    }

    public function testOtherSourcesThanTheManifestsAreRefused(): void
    {
        $this->expectException(EngineUnavailable::class);
        $this->expectExceptionMessage('other sources');
        Engine::over(new FakeTransport(self::answering('right')), $this->manifest(['sourceHash' => 'beef']))->identity();
    }

    public function testTheIdentityIsTheWasmsDigest(): void
    {
        $engine = Engine::over(new FakeTransport(self::answering('right')), $this->manifest([]));
        self::assertSame(['version' => '0.1.0', 'sourceHash' => 'feed', 'sha256' => str_repeat('cd', 32)], $engine->identity());
    }

    public function testAWrongKnownAnswerStopsEverything(): void
    {
        $this->expectException(EngineUnavailable::class);
        Engine::over(new FakeTransport(self::answering('wrong')), $this->manifest([]))->call(['contract' => 1, 'command' => 'x']);
    }

    public function testTheCanaryFindsAnEngineThatWentWrongLater(): void
    {
        $answer = 'right';
        $engine = Engine::over(new FakeTransport(static function (string $request) use (&$answer): ?string {
            return self::answering($answer)($request);
        }), $this->manifest([]));
        $engine->selfTest();
        $engine->canary();
        $answer = 'wrong';
        try {
            $engine->canary();
            self::fail('nothing found');
        } catch (EngineUnavailable $doubt) {
            self::assertSame('canary', $doubt->reasonCode);
        }
    }

    public function testAnEngineWithoutKnownAnswersIsRefused(): void
    {
        $this->expectException(EngineUnavailable::class);
        Engine::over(new FakeTransport(self::answering('right')), $this->manifest([], '[]'))->identity();
    }

    public function testARefusalCarriesItsCode(): void
    {
        $engine = Engine::over(new FakeTransport(static fn (string $request): ?string => str_contains($request, 'describe') ? null
            : '{"ok":false,"errors":[{"code":"invalid_month","message":"M.","help":"H.","path":"services[0].period"}]}'));
        try {
            $engine->call(['contract' => 1, 'command' => 'settle']);
            self::fail('answered');
        } catch (CoreRefused $refusal) {
            self::assertSame(['invalid_month', 'M.', 'H.', 'services[0].period'], [$refusal->errorCode, $refusal->getMessage(), $refusal->help, $refusal->path]);
            self::assertSame('invalid_month at services[0].period: M.', $refusal->summary());
        }
    }

    public function testAnAnswerThatPhpCouldNotHoldIsAFailureAndNotTheEndOfTheRun(): void
    {
        self::assertSame(['ok' => true, 'text' => 'x'], Engine::decode('{"ok":true,"text":"x"}' . str_repeat(' ', 12 * 1024 * 1024 - 22)), 'as long as may be');
        $this->expectException(EngineFailure::class);
        Engine::decode('{"ok":true,"text":"x"}' . str_repeat(' ', 12 * 1024 * 1024 - 21));
    }

    public function testAnAnswerThatIsNotJsonIsAFailure(): void
    {
        $this->expectException(EngineFailure::class);
        Engine::decode('{"ok":tr');
    }

    /** @dataProvider brokenDirectories */
    public function testAnIncompleteDirectoryIsUnavailable(string $file, ?string $content): void
    {
        $directory = $this->directory([]);
        $content === null ? unlink($directory . '/' . $file) : file_put_contents($directory . '/' . $file, $content);
        $warnings = [];
        set_error_handler(static function (int $level, string $text) use (&$warnings): bool {
            $warnings[] = $text;
            return true;
        });
        try {
            Engine::at($directory)->identity();
            self::fail('taken');
        } catch (EngineUnavailable) {
            self::assertSame([], $warnings);
        } finally {
            restore_error_handler();
        }
    }

    /** @return array<string, array{string, ?string}> */
    public static function brokenDirectories(): array
    {
        return [
            'no manifest' => ['manifest.json', null],
            'no self-test' => ['selftest.json', null],
            'no core' => ['core.php', null],
            'manifest cut off' => ['manifest.json', '{"name":'],
            'manifest without php' => ['manifest.json', '{"version":"1","contract":1,"sourceHash":"x","wasm":{"sha256":"y"}}'],
            'manifest of another kind' => ['manifest.json', '[1]'],
            'self-test of another kind' => ['selftest.json', '["x"]'],
            'another core' => ['core.php', '<?php // not the one in the manifest'],
        ];
    }

    public function testATrapIsOneFailureAndTheNextCallMeetsAFreshCore(): void
    {
        $engine = Engine::at($this->directory([]));
        self::assertSame('{"ok":true,"calls":1}', $engine->bytes('{"count":true}'), 'handshake and self-test were before it, each on its own');
        try {
            $engine->bytes('trap');
            self::fail('no trap');
        } catch (EngineFailure $trap) {
            self::assertStringContainsString('unreachable', $trap->getMessage());
        }
        self::assertSame('{"ok":true,"calls":1}', $engine->bytes('{"count":true}'));
        self::assertSame('{"ok":true,"calls":2}', $engine->bytes('{"count":true}'));
    }

    public function testAStaleCompiledCopyIsForgottenForTheNextProcess(): void
    {
        if (!extension_loaded('Zend OPcache')) {
            self::markTestSkipped('opcache is not there');
        }
        $directory = $this->directory([]);
        $cache = $this->temporaryDirectory();
        $script = 'require ' . var_export(realpath(__DIR__ . '/../../src/autoload.php'), true) . '; try { echo Makegood\Engine\Engine::at(' . var_export($directory, true)
            . ')->identity()["sourceHash"]; } catch (Makegood\Engine\EngineUnavailable $no) { echo $no->getMessage(); }';
        // A cache on disk, never looked at again: the way a web server's behaves over its processes.
        $run = static fn (): string => (string) shell_exec('php -d opcache.enable_cli=1 -d opcache.jit=off -d opcache.validate_timestamps=0 -d opcache.file_update_protection=0'
            . ' -d opcache.file_cache=' . $cache . ' -r ' . escapeshellarg($script));
        self::assertSame('feed', $run());
        $core = self::headed(str_replace('"sourceHash":"feed"', '"sourceHash":"beef"', self::body((string) file_get_contents($directory . '/core.php'))));
        file_put_contents($directory . '/core.php', $core);
        $manifest = json_decode((string) file_get_contents($directory . '/manifest.json'), true);
        $manifest['sourceHash'] = 'beef';
        $manifest['php']['sha256'] = hash('sha256', $core);
        file_put_contents($directory . '/manifest.json', json_encode($manifest));
        self::assertStringContainsString('other sources', $run());
        self::assertSame('beef', $run());
    }

    /** @param array<string, mixed> $but */
    private function manifest(array $but, ?string $selftest = null): Manifest
    {
        return Manifest::read($this->directory($but, $selftest));
    }

    public function testAFirstCallAsksTheCanariesAndARunAsksAll(): void
    {
        $few = ['{"contract":1,"command":"known"}', '{"contract":1,"command":"other"}'];
        $rows = array_map(static fn (string $request, ?string $canary): array => ['request' => $request, 'sha256' => hash('sha256', 'right')] + array_filter(['canary' => $canary]), $few, ['first', null]);
        $transport = new FakeTransport(static fn (string $request): ?string => in_array($request, $few, true) ? 'right' : null);
        $engine = Engine::over($transport, $this->manifest([], json_encode($rows)));
        $asked = static function () use ($transport, $few): array {
            $known = array_values(array_intersect($transport->asked, $few));
            $transport->asked = [];
            return $known;
        };
        $engine->identity();
        self::assertSame([$few[0]], $asked(), 'the first call');
        $engine->begin();
        self::assertSame($few, $asked(), 'the start of a run');
        $engine->canary();
        self::assertSame([$few[0]], $asked(), 'a batch of postings');
        $engine->begin();
        self::assertSame([$few[0]], $asked(), 'another run in the same process');
    }

    private static function answering(string $answer): \Closure
    {
        return static fn (string $request): ?string => $request === self::QUESTION ? $answer : null;
    }
}
