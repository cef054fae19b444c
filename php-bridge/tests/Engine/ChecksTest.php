<?php

/** Each thing that the engine's trust rests on is looked at, and the one that is broken is named. */

declare(strict_types=1);

namespace Makegood\Tests\Engine;

use Makegood\Engine\Check;
use Makegood\Engine\Checks;
use Makegood\Engine\Engine;
use Makegood\Engine\EngineUnavailable;
use Makegood\Tests\Support\TinyEngine;
use PHPUnit\Framework\TestCase;

final class ChecksTest extends TestCase
{
    use TinyEngine;

    public function testAWholeEnginePassesEachCheck(): void
    {
        $checks = Checks::all($this->directory([]));
        self::assertSame([], array_filter($checks, static fn (Check $check): bool => !$check->ok));
        self::assertSame(array_values(array_diff(Checks::NAMES, ['phpMoreFile'])), array_map(static fn (Check $check): string => $check->name, $checks));
    }

    /** @return array<string, array{string, array<string, mixed>, ?string, ?\Closure}> the check that fails; manifest, self-test, core */
    public static function broken(): array
    {
        return [
            'no such file' => ['phpFile', ['php' => ['file' => 'none.php', 'sha256' => str_repeat('0', 64), 'class' => 'None']], null, null],
            'another file' => ['phpFile', ['php' => ['file' => 'core.php', 'sha256' => str_repeat('0', 64), 'class' => 'None']], null, null],
            'a second file that is not there' => ['phpMoreFile', ['phpMore' => ['file' => 'more.php', 'sha256' => str_repeat('0', 64)]], null, null],
            'made from another wasm' => ['header', ['wasm' => ['file' => 'makegood.wasm', 'sha256' => str_repeat('0', 64)]], null, null],
            'edited, with a manifest made to fit' => ['header', [], null, static fn (string $core): string => str_replace('"version":"0.1.0"', '"version":"6.6.6"', $core)],
            'without a head' => ['header', [], null, static fn (string $core): string => "<?php\n" . self::body($core)],
            'other sources' => ['describe', ['sourceHash' => 'beef'], null, null],
            'another contract' => ['describe', ['contract' => 2], null, null],
            'a wrong answer' => ['selfTest', [], '[{"request":"{\"contract\":1,\"command\":\"known\"}","sha256":"' . str_repeat('0', 64) . '"}]', null],
            'no known answers' => ['selfTest', [], '[]', null],
            'a trap' => ['selfTest', [], '[{"request":"trap","sha256":"' . str_repeat('0', 64) . '"}]', null],
            'not a manifest' => ['manifest', ['version' => 1], null, null],
        ];
    }

    /**
     * @dataProvider broken
     *
     * @param array<string, mixed> $manifest
     */
    public function testWhatIsBrokenIsNamedAndWhatFollowsIsNotLookedAt(string $name, array $manifest, ?string $selftest, ?\Closure $edit): void
    {
        $directory = $this->directory($manifest, $selftest, $edit);
        $failed = Checks::firstFailed(Checks::all($directory));
        self::assertSame($name, $failed?->name);
        self::assertNotSame('', $failed->reason);
        try {
            Engine::at($directory)->selfTest();
            self::fail('taken');
        } catch (EngineUnavailable $no) {
            $codes = ['no known answers' => 'manifest'];
            self::assertSame($codes[$this->dataName()] ?? $name, $no->reasonCode, $no->getMessage());
        }
    }
}
