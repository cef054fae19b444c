<?php

/** Presets are whole policies: the core takes them, and pays what their sentence promises. */

declare(strict_types=1);

namespace Makegood\Tests\Desk;

use Makegood\Desk\Presets;
use Makegood\Desk\Trial;
use Makegood\Engine\Engine;
use Makegood\Instant;
use Makegood\Panel\InMemoryPanel;
use Makegood\Tests\Support\Core;
use PHPUnit\Framework\TestCase;

final class PresetsTest extends TestCase
{
    /**
     * Worked out by hand: 5, 15, 45, 120, 480, 1440 and 4320 of March's 44 640 minutes leave 99.989, 99.966, 99.899, 99.731, 98.925, 96.774 and 90.323 %.
     *
     * @return array<string, array{string, list<string>}>
     */
    public static function promises(): array
    {
        return [
            'standard' => ['standard', ['0.00', '0.00', '10.00', '10.00', '25.00', '25.00', '50.00']],
            'strict' => ['strict', ['10.00', '10.00', '25.00', '25.00', '50.00', '50.00', '100.00']],
            'simple' => ['simple', ['0.00', '0.00', '10.00', '10.00', '10.00', '10.00', '10.00']],
            'cautious' => ['cautious', ['0.00', '0.00', '0.00', '0.00', '10.00', '10.00', '25.00']],
        ];
    }

    /**
     * @dataProvider promises
     *
     * @param list<string> $credits
     */
    public function testTheCorePaysWhatIsPromised(string $id, array $credits): void
    {
        $preset = array_column(Presets::all(), null, 'id')[$id];
        $trial = new Trial(new InMemoryPanel(new \PDO('sqlite::memory:'), Instant::ms('2026-03-20T12:00:00Z')), Core::engine());
        $look = $trial->look($preset['document'], 'USD', '100.00', null);
        $results = Engine::decode($look['answer'])['results'];
        self::assertSame($credits, array_map(static fn (array $result): string => $result['entitlement']['gross'], $results));
        self::assertSame($preset['name'], json_decode($preset['document'], true)['name']);
    }

    public function testOneIsProposedAndEachIsNamedAndExplained(): void
    {
        $all = Presets::all();
        self::assertSame(array_keys(self::promises()), array_column($all, 'id'));
        self::assertCount(count($all), array_unique(array_column($all, 'name')));
        foreach ($all as $preset) {
            self::assertSame(['id', 'name', 'summary', 'document'], array_keys($preset));
            self::assertMatchesRegularExpression('/^[A-Z].*\.$/D', $preset['summary']);
        }
    }

    /** Less than the minimum in a listed currency is kept; where none is listed it goes out. */
    public function testTheCautiousOneKeepsSmallCredits(): void
    {
        $document = array_column(Presets::all(), 'document', 'id')['cautious'];
        $trial = new Trial(new InMemoryPanel(new \PDO('sqlite::memory:'), Instant::ms('2026-03-20T12:00:00Z')), Core::engine());
        foreach (['EUR' => null, 'SEK' => '0.40'] as $currency => $posting) {
            $look = $trial->look($document, $currency, '4.00', null);
            self::assertSame($posting, Engine::decode($look['answer'])['results'][4]['posting'], $currency);
        }
    }
}
