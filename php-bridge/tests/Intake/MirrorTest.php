<?php

/** The mirror on the disk: what it says, what it leaves behind, who signs. */

declare(strict_types=1);

namespace Makegood\Tests\Intake;

use Makegood\Intake\DataDirectory;
use Makegood\Intake\Express;
use Makegood\Intake\Mirror;
use Makegood\Tests\Support\Temp;
use PHPUnit\Framework\TestCase;

final class MirrorTest extends TestCase
{
    use Temp;

    private const A = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa';
    private const B = 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb';

    private DataDirectory $data;
    private Mirror $mirror;

    protected function setUp(): void
    {
        $this->data = DataDirectory::at($this->temporaryDirectory() . '/data');
        $this->mirror = $this->data->mirror();
    }

    public function testItSaysWhatWasWrittenLast(): void
    {
        self::assertSame([], $this->mirror->read());
        self::assertFalse($this->mirror->knows('1', self::A));
        file_put_contents($this->data->path . '/sources.json', '{}');
        self::assertTrue($this->write(['1' => self::A, '12' => self::B]));
        self::assertSame([[1, self::A], [12, self::B]], array_map(null, array_keys($this->mirror->read()), $this->mirror->read()));
        self::assertFileDoesNotExist($this->data->path . '/sources.json');
        self::assertSame([true, false, false, true], [
            $this->mirror->knows('1', self::A), $this->mirror->knows('1', self::B), $this->mirror->knows('2', self::B), $this->mirror->knows('12', self::B),
        ]);
        self::assertTrue($this->write(['1' => self::B]));
        self::assertSame([false, true, false], [$this->mirror->knows('1', self::A), $this->mirror->knows('1', self::B), $this->mirror->knows('12', self::B)]);
    }

    public function testWhoSignsIsKnownButNotToTheShortWay(): void
    {
        $short = fn (): bool => is_file($this->data->path . '/' . Express::CALLERS . '/1.' . self::A);
        $this->write(['1' => self::A]);
        self::assertTrue($short());
        self::assertTrue($this->mirror->write(['1' => ['digest' => self::A, 'signs' => true]]));
        self::assertSame([false, true, self::A], [$short(), $this->mirror->knows('1', self::A), $this->mirror->read()['1']]);
        $this->write(['1' => self::A]);
        self::assertTrue($short());
    }

    public function testWhereItCannotBeWrittenItSaysSo(): void
    {
        touch($this->data->path . '/callers');
        self::assertFalse($this->write(['1' => self::A]));
        self::assertSame([], $this->mirror->read());
    }

    /** @param array<string, string> $digests by id */
    private function write(array $digests): bool
    {
        return $this->mirror->write(array_map(static fn (string $digest): array => ['digest' => $digest, 'signs' => false], $digests));
    }
}
