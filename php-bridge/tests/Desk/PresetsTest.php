<?php

/** Presets are whole policies of every family: the core takes them, and pays what their sentence promises. */

declare(strict_types=1);

namespace Makegood\Tests\Desk;

use Makegood\Desk\Document;
use Makegood\Desk\Presets;
use Makegood\Desk\Trial;
use Makegood\Engine\Engine;
use Makegood\Instant;
use Makegood\Panel\InMemoryPanel;
use Makegood\Tests\Support\Core;
use Makegood\Tests\Support\Temp;
use PHPUnit\Framework\TestCase;

final class PresetsTest extends TestCase
{
    use Temp;

    /**
     * Worked out by hand: 5, 15, 45, 120, 480, 1440 and 4320 of March's 44 640 minutes leave 99.989, 99.966, 99.899, 99.731, 98.925, 96.774 and 90.323 %.
     *
     * @return array<string, array{string, list<string>}>
     */
    public static function promises(): array
    {
        return [
            'tiers of 10, 25 and 50 % under a cap of 50' => ['uptime-tiers', ['0.00', '0.00', '10.00', '10.00', '50.00', '50.00', '50.00']],
            'the clock starts with the report, and the credit was claimed' => ['on-request', ['0.00', '0.00', '5.00', '5.00', '20.00', '20.00', '50.00']],
            '5 % for each begun hour, from 15 min on' => ['percent-per-hour', ['0.00', '5.00', '5.00', '10.00', '40.00', '100.00', '100.00']],
            '5 % for each begun 0.1 % below 99.9' => ['percent-per-step', ['0.00', '0.00', '5.00', '10.00', '50.00', '100.00', '100.00']],
            '10 % for an outage of an hour' => ['fixed-per-outage', ['0.00', '0.00', '0.00', '10.00', '10.00', '10.00', '10.00']],
            'of 525 600 minutes 1440 leave 99.73 and 4320 leave 99.18 %' => ['rolling-year', ['0.00', '0.00', '0.00', '0.00', '0.00', '10.00', '30.00']],
            'time, no money' => ['extension', ['0.00', '0.00', '0.00', '0.00', '0.00', '0.00', '0.00']],
            'the first part, the network, is down' => ['components', ['0.00', '0.00', '10.00', '10.00', '25.00', '25.00', '25.00']],
        ];
    }

    /**
     * @dataProvider promises
     *
     * @param list<string> $credits
     */
    public function testTheCorePaysWhatIsPromised(string $id, array $credits): void
    {
        $results = self::results(array_column(Presets::all(), 'document', 'id')[$id]);
        self::assertSame($credits, array_map(static fn (array $result): string => $result['entitlement']['gross'], $results));
    }

    /** 24 times each hour begun beyond 15 min: 1 h of 45 min, 2, 8, 24 and 72 h are as many days. */
    public function testAnExtensionIsTime(): void
    {
        $results = self::results(array_column(Presets::all(), 'document', 'id')['extension']);
        self::assertSame([0, 0, 1, 2, 8, 24, 72], array_map(static fn (array $result): int => intdiv($result['schema2']['extensionMs'], Instant::DAY_MS), $results));
    }

    public function testOneIsProposedAndEachIsNamedExplainedAndOfTheCore(): void
    {
        $all = Presets::all();
        self::assertSame('uptime-tiers', $all[0]['id']);
        $known = Core::engine()->call(['contract' => 1, 'command' => 'describe'])['families'];
        self::assertSame([], array_diff($known, array_column($all, 'family')), 'a family without a preset');
        self::assertCount(count($all), array_unique(array_column($all, 'name')));
        foreach ($all as $preset) {
            self::assertSame(['document', 'id', 'family', 'name', 'summary'], array_keys($preset));
            self::assertMatchesRegularExpression('/^[A-Z].*\.$/D', $preset['summary'], $preset['id']);
            self::assertSame($preset['family'], Document::of($preset['document'])->at('schedule.family'), $preset['id']);
            self::assertSame($preset['name'], Document::of($preset['document'])->at('name'), $preset['id']);
            self::assertSame('UTC', Document::of($preset['document'])->at('zone'), $preset['id']);
        }
        foreach (Presets::all('America/Sao_Paulo') as $preset) {
            self::assertSame('America/Sao_Paulo', Document::of($preset['document'])->at('zone'), $preset['id']);
        }
    }

    /** Nothing outside the folder is read, whatever the index says. */
    public function testOnlyDocumentsOfTheFolderAreOffered(): void
    {
        $folder = $this->temporaryDirectory();
        self::assertSame([], Presets::in($folder));
        file_put_contents($folder . '/good.json', '{"name":"Good"}');
        file_put_contents(dirname($folder) . '/' . basename($folder) . '-out.json', '{}');
        $index = [['id' => 'good', 'family' => 'flat', 'title' => 'Good', 'for' => 'All.'], ['id' => '../' . basename($folder) . '-out'], ['id' => 'missing'], 'text', ['id' => 7]];
        file_put_contents($folder . '/index.json', json_encode($index));
        self::assertSame([['id' => 'good', 'family' => 'flat', 'name' => 'Good', 'summary' => 'All.', 'document' => '{"name":"Good"}']], Presets::in($folder));
        unlink(dirname($folder) . '/' . basename($folder) . '-out.json');
    }

    /** @return list<array<string, mixed>> */
    private static function results(string $document): array
    {
        $trial = new Trial(new InMemoryPanel(new \PDO('sqlite::memory:'), Instant::ms('2026-03-20T12:00:00Z')), Core::engine());
        return Engine::decode($trial->look($document, 'USD', '100.00', null)['answer'])['results'];
    }
}
