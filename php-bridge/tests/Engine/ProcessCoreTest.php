<?php

/** Whatever the child does, a call ends: with its answer, or with a failure after one restart. Never with somebody else's answer. */

declare(strict_types=1);

namespace Makegood\Tests\Engine;

use Makegood\Engine\EngineFailure;
use Makegood\Engine\EngineUnavailable;
use Makegood\Engine\ProcessCore;
use Makegood\Tests\Support\Child;
use Makegood\Tests\Support\Temp;
use PHPUnit\Framework\TestCase;

final class ProcessCoreTest extends TestCase
{
    use Temp;

    private const ECHO = 'say("<$line>\n");';

    protected function setUp(): void
    {
        PHP_OS_FAMILY === 'Windows' && self::markTestSkipped('the stand-ins begin with #!');
    }

    /** @return array<string, array{string, string, string}> what it does at a request, at its start; what the failure says */
    public static function wrong(): array
    {
        return [
            'crashes' => ['exit(3);', '', 'ended without an answer'],
            'dies at once' => ['', 'exit(3);', ''],
            'is killed' => ['posix_kill(getmypid(), 9);', '', 'ended without an answer'],
            'hangs' => ['sleep(600);', '', 'in time'],
            'hangs, deaf to signals' => ['pcntl_signal(SIGTERM, SIG_IGN); sleep(600);', '', 'in time'],
            'never reads' => ['', 'sleep(600);', 'in time'],
            'half a line, then nothing' => ['say("{\"ok\":"); sleep(600);', '', 'in time'],
            'half a line, then its end' => ['say("{\"ok\":"); exit;', '', 'ended without an answer'],
            'two lines' => ['say("one\ntwo\n");', '', 'more than its answer'],
            'a line without end' => ['while (true) { say(str_repeat("x", 1 << 20)); }', '', 'does not come to an end'],
        ];
    }

    /** @dataProvider wrong */
    public function testAChildThatIsWrongIsReplacedOnceAndThenGivenUp(string $body, string $first, string $says): void
    {
        $file = Child::write($this->temporaryDirectory(), $body, $first);
        $core = new ProcessCore($file, $says === 'in time' ? 400 : 30_000); // only who hangs is waited for
        $big = str_repeat('a', 300_000); // more than a pipe holds
        try {
            self::assertNotSame("<$big>", $core->call($big));
            self::fail('answered');
        } catch (EngineFailure $failure) {
            self::assertStringContainsString($says, $failure->getMessage());
        }
        self::assertLessThanOrEqual(2, Child::starts($file));
    }

    /** @dataProvider wrong */
    public function testItsSuccessorAnswers(string $body, string $first, string $says): void
    {
        $good = 'if ($start > 1) { ' . self::ECHO . ' continue; } ';
        $file = Child::write($this->temporaryDirectory(), $good . $body, $first === '' ? '' : 'if ($start === 1) { ' . $first . ' }');
        $core = new ProcessCore($file, $says === 'in time' ? 3_000 : 30_000);
        self::assertSame(['<one>', '<two>'], [$core->call('one'), $core->call('two')]);
    }

    public function testAnAnswerThatComesLateIsNotTakenForTheNextOnes(): void
    {
        $file = Child::write($this->temporaryDirectory(), 'say("<$line>\n"); if ($start === 1) { usleep(150000); say("<stray>\n"); }');
        $core = new ProcessCore($file, 2_000);
        self::assertSame('<one>', $core->call('one'));
        usleep(400_000);
        self::assertSame('<two>', $core->call('two'));
        self::assertSame(2, Child::starts($file));
    }

    public function testOneChildServesManyLongRequestsAndItsNoiseIsNobodys(): void
    {
        $file = Child::write($this->temporaryDirectory(), 'fwrite(STDERR, str_repeat("noise ", 50000)); ' . self::ECHO);
        $core = new ProcessCore($file, 20_000);
        foreach ([0, 1, 65_535, 65_536, 3_000_000] as $length) {
            $request = str_repeat('é', $length);
            self::assertTrue("<$request>" === $core->call($request), (string) $length);
        }
        self::assertSame(1, Child::starts($file));
    }

    public function testNothingIsHandedDownAndNoShellLooksAtIt(): void
    {
        putenv('MAKEGOOD_SECRET=hidden');
        try {
            $directory = $this->temporaryDirectory() . '/a; touch $(x) "q"';
            mkdir($directory);
            $file = Child::write($directory, 'say(json_encode([getenv(), array_slice($argv, 1)]) . "\n");');
            self::assertSame('[[],["call","--lines"]]', (new ProcessCore($file, 5_000))->call('x'));
        } finally {
            putenv('MAKEGOOD_SECRET');
        }
    }

    public function testItsChildEndsWithIt(): void
    {
        $file = Child::write($this->temporaryDirectory(), 'say(getmypid() . "\n"); if ($line === "stay") { sleep(600); }', 'pcntl_signal(SIGTERM, SIG_IGN);');
        foreach (['leave', 'stay'] as $request) {
            $core = new ProcessCore($file, 5_000);
            $pid = (int) $core->call($request);
            self::assertTrue(posix_kill($pid, 0));
            unset($core);
            self::assertFalse(posix_kill($pid, 0), $request);
        }
    }

    public function testABinaryThatIsNotThereOrMayNotRunIsUnavailable(): void
    {
        $directory = $this->temporaryDirectory();
        touch($directory . '/plain');
        foreach ([$directory . '/none', $directory . '/plain', $directory] as $file) {
            try {
                (new ProcessCore($file))->call('x');
                self::fail('answered');
            } catch (EngineUnavailable $no) {
                self::assertSame('transport', $no->reasonCode);
            }
        }
    }
}
