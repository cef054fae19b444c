<?php

/** A generated core with one thing broken is noticed by the canaries: breakages planted in a copy, one process each. */

declare(strict_types=1);

namespace Makegood\Tests\Engine;

use Makegood\Tests\Support\Core;
use Makegood\Tests\Support\Temp;
use PHPUnit\Framework\TestCase;

final class MutationTest extends TestCase
{
    use Temp;

    /** helper of the generated file → its result or its arguments made wrong; `right(…)` is the helper as it was */
    private const HELPERS = [
        'a large quotient is one too small' => ['_div64u', '$r = self::right($a, $b); return $r > 1000 ? $r - 1 : $r;'],
        'a product loses a carry' => ['_mul64', 'return self::right($a, $b) ^ 4294967296;'],
        'a sum beyond 64 bits is one too small' => ['_add64', 'return self::right($a, $b) - 1;'],
        'a difference beyond 64 bits is one too large' => ['_sub64', 'return self::right($a, $b) + 1;'],
        'a shift keeps the sign' => ['_shr64', 'return $a >> ($n & 63);'],
        'copies from 64 bytes on lose their last' => ['_mcopy', 'self::right($to, $from, $n >= 64 ? $n - 1 : $n);'],
        'copies from 1000 bytes on lose their last' => ['_mcopy', 'self::right($to, $from, $n >= 1000 ? $n - 1 : $n);'],
        'an odd word loses its upper half' => ['_s8', 'self::right($m, $p, $v & 4294967295);'],
        'two bytes are read as one' => ['_u2', 'return self::right($p) & 255;'],
        'two bytes are written as one' => ['_s2', 'self::right($p, $v & 255);'],
        'a time is read a minute late' => ['_mg_text_moment', 'return self::right($at, $length) + 60000;'],
        'a time is read without its milliseconds' => ['_mg_text_moment', 'return self::right($at, $length) - self::right($at, $length) % 1000;'],
        'a time is written without its milliseconds' => ['_mg_text_instant', 'self::right($sink, $ms - $ms % 1000);'],
        'a decimal is written without its sign' => ['_mg_text_decimal', 'self::right($sink, abs($units), $scale, $least);'],
        'a decimal is written with all its zeros' => ['_mg_text_decimal', 'self::right($sink, $units, $scale, $scale);'],
        'a long text is written without its end' => ['_mg_text_string', 'self::right($sink, $at, $length > 1000 ? $length - 1 : $length);'],
        'a backslash is taken for a letter' => ['_mg_text_tokens', 'self::$in = strtr(self::$in, chr(92), "/");'
            . 'return self::right($at, $length, $list, $listLength, $room, $most);'],
        'texts that begin alike are the same' => ['_mg_text_compare', 'return self::right($one, min(4, $oneLength), $other, min(4, $otherLength));'],
        'digits end before their last' => ['_mg_text_span', 'return max(0, self::right($at, $length, $set, $setLength) - 1);'],
    ];

    /** number that a rule of dates is made of → another */
    private const NUMBERS = [
        'days of 400 years' => ['146097', '146096'],
        'days to the epoch' => ['719468', '719469'],
        'milliseconds of a day' => ['86400000', '86400001'],
        'lengths of the months' => ['153', '152'],
        'days of a year' => ['365', '366'],
        'seconds of an hour' => ['3600', '3601'],
    ];

    /** @return array<string, array{string, string, string}> */
    public static function breakages(): array
    {
        $rows = ['nothing' => ['none', '', '']];
        foreach (self::HELPERS as $why => [$helper, $code]) {
            $rows[$why] = ['helper', $helper, $code];
        }
        foreach (self::NUMBERS as $why => [$number, $other]) {
            $rows[$why] = ['number', $number, $other];
        }
        return $rows;
    }

    /** @dataProvider breakages */
    public function testTheCanariesNotice(string $kind, string $what, string $instead): void
    {
        is_file(Core::dist() . '/manifest.json') || self::markTestSkipped('no engine: run make wasm first');
        $directory = $this->temporaryDirectory();
        $planted = 0;
        foreach (glob(Core::dist() . '/makegood*.php') ?: [] as $file) {
            $text = self::planted((string) file_get_contents($file), $kind, $what, $instead, $here);
            $planted += $here;
            file_put_contents($directory . '/' . basename($file), self::headed($text));
        }
        self::assertSame($kind !== 'none', $planted > 0, 'the breakage found its place');
        $this->fitManifest($directory);
        self::assertSame($kind === 'none' ? 'trusted' : 'selfTest', self::verdict($directory));
    }

    private static function planted(string $text, string $kind, string $what, string $instead, ?int &$count): string
    {
        if ($kind === 'number') {
            return (string) preg_replace('/(?<![\\w$])' . $what . '(?!\\w)/', $instead, $text, -1, $count);
        }
        if ($kind === 'helper') {
            $code = str_replace('self::right(', 'self::' . $what . '_right(', $instead);
            $head = '/(private|protected|public) static function ' . $what . '\\(([^)]*)\\)(: \\w+)?\\n\\{/';
            return (string) preg_replace($head, "$1 static function $what($2)$3\n{ $code }\n$1 static function {$what}_right($2)$3\n{", $text, 1, $count);
        }
        $count = 0;
        return $text;
    }

    /** An attacker, or a bug of the compiler, would write fitting digests too: only the answers are left to tell. */
    private static function headed(string $text): string
    {
        [$head, $body] = preg_split('~(?<=\\(all that follows this line\\)\\n)~', $text, 2) + [1 => ''];
        return preg_replace('~(// body sha256 )[0-9a-f]{64}~', '${1}' . hash('sha256', $body), $head) . $body;
    }

    private function fitManifest(string $directory): void
    {
        copy(Core::dist() . '/selftest.json', $directory . '/selftest.json');
        $manifest = json_decode((string) file_get_contents(Core::dist() . '/manifest.json'), true);
        if (isset($manifest['phpMore'])) {
            $more = $manifest['phpMore']['sha256'];
            $manifest['phpMore']['sha256'] = hash_file('sha256', $directory . '/makegood-more.php');
            // The first file names the second one's digest.
            $first = str_replace($more, $manifest['phpMore']['sha256'], (string) file_get_contents($directory . '/makegood.php'));
            file_put_contents($directory . '/makegood.php', self::headed($first));
        }
        $manifest['php']['sha256'] = hash_file('sha256', $directory . '/makegood.php');
        file_put_contents($directory . '/manifest.json', json_encode($manifest));
    }

    /** In a process of its own, which a broken core may keep busy for ever: that is noticed, too. */
    private static function verdict(string $directory): string
    {
        $code = 'require ' . var_export(realpath(__DIR__ . '/../../src/autoload.php'), true) . '; pcntl_async_signals(true);'
            . 'pcntl_signal(SIGALRM, static fn () => throw new Makegood\Engine\EngineUnavailable("for ever", "selfTest")); pcntl_alarm(60);'
            . 'try { Makegood\Engine\Engine::at(' . var_export($directory, true) . ')->identity(); echo "trusted"; }'
            . 'catch (Makegood\Engine\EngineUnavailable $no) { echo $no->reasonCode === "describe" ? "selfTest" : $no->reasonCode; }';
        return (string) shell_exec('timeout 90 ' . escapeshellarg(PHP_BINARY) . ' -d memory_limit=1G -r ' . escapeshellarg($code));
    }
}
