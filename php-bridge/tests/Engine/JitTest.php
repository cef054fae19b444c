<?php

/** The tracing JIT is seen however it was set, the generated core answers rightly beside it, and nothing of the panel's is changed. */

declare(strict_types=1);

namespace Makegood\Tests\Engine;

use Makegood\Tests\Support\Core;
use PHPUnit\Framework\TestCase;

final class JitTest extends TestCase
{
    private const ON = '-d opcache.enable_cli=1 -d opcache.jit_buffer_size=32M -d opcache.jit_hot_loop=8 -d opcache.jit_hot_func=8 -d opcache.jit=';

    protected function setUp(): void
    {
        extension_loaded('Zend OPcache') || self::markTestSkipped('opcache is not there');
    }

    /** @return array<string, array{string, string, bool}> options, code before, seen */
    public static function modes(): array
    {
        return [
            'tracing' => ['tracing', '', true],
            'as a number' => ['1254', '', true],
            'a number of functions' => ['1205', '', false],
            'function' => ['function', '', false],
            'off' => ['off', '', false],
            'disabled' => ['disable', '', false],
            'off for this request only' => ['tracing', 'ini_set("opcache.jit", "off");', true],
            'function for this request only' => ['tracing', 'ini_set("opcache.jit", "function");', true],
            'on for this request' => ['function', 'ini_set("opcache.jit", "tracing");', true],
            'no status, tracing' => ['tracing -d disable_functions=opcache_get_status', '', true],
            'no status, a number' => ['1255 -d disable_functions=opcache_get_status', '', true],
            'no status, function' => ['function -d disable_functions=opcache_get_status', '', false],
            'no status, disabled' => ['disable -d disable_functions=opcache_get_status', '', false],
        ];
    }

    /** @dataProvider modes */
    public function testTracingIsSeen(string $mode, string $before, bool $seen): void
    {
        self::assertSame($seen, self::php($mode, $before . 'echo json_encode(Makegood\Engine\JitGuard::tracing());'));
    }

    /** Hot loops at once: whatever could be traced is traced here. */
    public function testTheCoreAnswersRightlyBesideItAndItStaysOn(): void
    {
        is_file(Core::dist() . '/manifest.json') || self::markTestSkipped('no engine: run make wasm first');
        $said = self::php('tracing', '$engine = Makegood\Engine\Engine::at(' . var_export(realpath(Core::dist()), true) . ');'
            . '$engine->selfTest(); for ($i = 0; $i < 5; $i++) { $engine->canary(); } $jit = opcache_get_status(false)["jit"];'
            . 'echo json_encode([$jit["on"], $jit["kind"], ini_get("opcache.jit")]);');
        self::assertSame([true, 5, 'tracing'], $said);
    }

    /** A command that settling never needs lies in the second file, which is loaded late: past opcache, too. */
    public function testWhatIsLoadedLaterIsKeptFromItToo(): void
    {
        is_file(Core::dist() . '/makegood-more.php') || self::markTestSkipped('the core is one file');
        $said = self::php('tracing', '$engine = Makegood\Engine\Engine::at(' . var_export(realpath(Core::dist()), true) . ');'
            . '$engine->identity(); $engine->selfTest(); echo json_encode([(new ReflectionClass("Makegood\\Generated\\Core"))->getFileName(),'
            . ' (new ReflectionClass("Makegood\\Generated\\CoreMore"))->getFileName(), opcache_is_script_cached(' . var_export(realpath(Core::dist()) . '/makegood-more.php', true) . ')]);');
        self::assertSame(['makegood-core://Makegood.Generated.Core/makegood.php', 'makegood-core://Makegood.Generated.Core/makegood-more.php', false], $said);
    }

    public function testACoreThatSomebodyElseLoadedUnderItIsRefused(): void
    {
        is_file(Core::dist() . '/manifest.json') || self::markTestSkipped('no engine: run make wasm first');
        $dist = var_export(realpath(Core::dist()), true);
        $said = static fn (string $mode): mixed => self::php($mode, 'require ' . $dist . '."/makegood.php"; try { Makegood\Engine\Engine::at(' . $dist . ')->identity();'
            . 'echo "\"taken\""; } catch (Makegood\Engine\EngineUnavailable $no) { echo json_encode($no->reasonCode); }');
        self::assertSame('jit', $said('tracing'));
        self::assertSame('taken', $said('off'));
    }

    private static function php(string $mode, string $code): mixed
    {
        $autoload = 'require ' . var_export(realpath(__DIR__ . '/../../src/autoload.php'), true) . ';';
        return json_decode((string) shell_exec('timeout 120 ' . escapeshellarg(PHP_BINARY) . ' ' . self::ON . $mode . ' -d memory_limit=1G -r ' . escapeshellarg($autoload . $code)), true);
    }
}
